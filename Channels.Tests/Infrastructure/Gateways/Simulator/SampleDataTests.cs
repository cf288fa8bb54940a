using System.Diagnostics;
using Channels.Domain;
using Channels.Domain.LinkedData;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Board;
using Channels.Infrastructure.Gateways.Simulator;

namespace Channels.Tests.Infrastructure.Gateways.Simulator;

public sealed class SampleDataTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(12)]
    [InlineData(1500)]
    public async Task Fill_HangsExactlyWhatThePlanSays(int conversations)
    {
        await using var bench = await SimulatorBench.StartAsync();
        var id = await bench.CreateAsync();

        var filling = await bench.FillAsync(id, conversations);

        var plan = new SamplePlan(conversations);
        var counts = await bench.CountAsync(id);
        Assert.Equal(new KindCount(plan.Open, conversations), counts.Conversations);
        Assert.Equal(new KindCount(plan.Prompts, plan.Prompts), counts.Prompts);
        Assert.Equal(plan.FollowUps, counts.FollowUps.Total);
        Assert.Equal(plan.Schedules, counts.Schedules.Total);
        Assert.Equal(new KindCount(plan.Integrations, plan.Integrations), counts.Integrations);
        Assert.Equal((plan.Total, plan.Total, FillingEnd.Finished), (filling.Done, filling.Total, filling.End));
    }

    [Fact]
    public async Task Fill_Twice_AddsOtherContacts()
    {
        await using var bench = await SimulatorBench.StartAsync();
        var id = await bench.CreateAsync();
        await bench.FillAsync(id, 60);

        await bench.FillAsync(id, 60);

        Assert.Equal(120, (await bench.CountAsync(id)).Conversations.Total);
        Assert.Equal(["120"], await bench.QueryAsync("""SELECT COUNT(DISTINCT "Contact") FROM "Conversations" """));
    }

    [Fact]
    public async Task Fill_WhereAContactHasAnOpenConversation_TakesAnother()
    {
        await using var bench = await SimulatorBench.StartAsync();
        var id = await bench.LinkAsync();
        var phone = await bench.Phones.OfAsync(id);
        for (var i = 1; i < 4; i++)
        {
            await phone.ReceiveAsync(SamplePeople.Of(id, i + 3).Number, "Cliente", "Oi");
        }

        await bench.FillAsync(id, 12);

        Assert.Equal(3 + new SamplePlan(12).Open, (await bench.CountAsync(id)).Conversations.Open);
    }

    [Fact]
    public async Task Fill_OfTwoInstances_SharesSomeContacts()
    {
        await using var bench = await SimulatorBench.StartAsync();
        var (sales, support) = (await bench.CreateAsync(), await bench.CreateAsync());
        await bench.FillAsync(sales, 200);
        await bench.FillAsync(support, 200);

        var shared = await bench.QueryAsync(
            """SELECT COUNT(*) FROM (SELECT "Contact" FROM "Conversations" GROUP BY "Contact" HAVING COUNT(DISTINCT "Channel") > 1)""");
        Assert.InRange(int.Parse(shared[0], System.Globalization.CultureInfo.InvariantCulture), 50, 200);
    }

    [Fact]
    public async Task Fill_WithTenThousand_LetsOtherWritersInBetween_AndIsQuick()
    {
        await using var bench = await SimulatorBench.StartAsync();
        var id = await bench.CreateAsync();
        var begun = Stopwatch.GetTimestamp();
        var filling = bench.FillAsync(id, 10_000);

        var between = 0;
        while (!filling.IsCompleted)
        {
            await bench.SendAsync(new CreateChannel($"Outra {between}", ConnectionMethod.Simulator));
            between++;
            if (between == 50)
            {
                break;
            }
        }

        Assert.Equal(FillingEnd.Finished, (await filling).End);
        Assert.InRange(between, 2, int.MaxValue);
        Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Fill_OfAnInstanceThatIsGone_Ends()
    {
        await using var bench = await SimulatorBench.StartAsync();

        var filling = await bench.FillAsync(ChannelId.New(bench.Time.GetUtcNow()), 12);

        Assert.Equal((0L, FillingEnd.InstanceGone), (filling.Done, filling.End));
    }

    [Fact]
    public async Task Fill_WhileOneRuns_StartsNoSecond()
    {
        await using var bench = await SimulatorBench.StartAsync();
        var id = await bench.CreateAsync();
        var first = bench.FillAsync(id, 3000);

        Assert.False((await bench.Phones.OfAsync(id)).Fill(12));

        Assert.Equal(FillingEnd.Finished, (await first).End);
    }

    [Fact]
    public void People_AreTheSameEachTime_AndNoTwoHaveOneNumber()
    {
        var channel = ChannelId.New(DateTimeOffset.UnixEpoch);

        var people = Enumerable.Range(0, 50_000).Select(i => SamplePeople.Of(channel, i)).ToList();

        Assert.Equal(people.Count, people.Select(x => x.Number.Key).Distinct().Count());
        Assert.Equal(people, Enumerable.Range(0, 50_000).Select(i => SamplePeople.Of(channel, i)));
    }
}
