using Channels.Domain;
using Channels.Domain.UseCases.Observe;
using Channels.Infrastructure.Gateways.WhatsAppWeb;

namespace Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>How the lines of one engine come back, by the tests' clock and with an engine that does what the network does.</summary>
public sealed class OutageTests
{
    private static readonly LineClosed Cut = new(428, "Connection Terminated");

    [Theory]
    [InlineData(10)]
    [InlineData(75)]
    [InlineData(300)]

    // Right after a try: the next one is as far away as it can be.
    [InlineData(11)]
    public async Task NetworkAway_OneTriesEveryFiveSeconds_AndAllAreBackWithinTen_OneLoginEach_NoBurst(int seconds)
    {
        await using var world = await OutageWorld.OpenAsync(lines: 21);

        await world.CutAsync();
        await world.PassAsync(TimeSpan.FromSeconds(seconds), step: TimeSpan.FromSeconds(1));

        Assert.InRange(world.Tries.Count, (seconds / 5) - 1, (seconds / 5) + 1);
        Assert.Equal(Math.Min(21, world.Tries.Count), world.Tries.Select(x => x.Id).Distinct().Count());
        Assert.All(world.Tries, x => Assert.Equal(TimeSpan.FromSeconds(5), x.ConnectTimeout));

        await world.ReturnAsync();
        await world.PassAsync(TimeSpan.FromSeconds(10), step: TimeSpan.FromMilliseconds(250));

        Assert.Equal(21, world.Open);
        Assert.Equal(21, world.Tries.Count);
        Assert.Equal(21, world.Tries.Select(x => x.Id).Distinct().Count());

        // The first, and at once with it the first of those that it woke; then one after the other.
        Assert.All(world.Tries.GroupBy(x => x.At).Skip(1), moment => Assert.Single(moment));
        Assert.InRange(world.Tries[^1].At - world.Tries[0].At, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task NetworkOfTheMachineComesBack_OneTriesAtOnce_AndAllFollow()
    {
        await using var world = await OutageWorld.OpenAsync(lines: 3);
        await world.CutAsync();
        await world.PassAsync(TimeSpan.FromSeconds(3), step: TimeSpan.FromSeconds(1));
        await world.ReturnAsync();
        Assert.Equal(0, world.Open);

        world.Bench.Network.ComeBack();
        await world.SettleAsync();

        Assert.Equal(2, world.Open);
        await world.PassAsync(TimeSpan.FromSeconds(5), step: TimeSpan.FromSeconds(1));
        Assert.Equal(3, world.Open);
    }

    [Fact]
    public async Task NetworkOfTheMachineThatComesAndGoes_IsNoReasonToTryAllTheTime()
    {
        await using var world = await OutageWorld.OpenAsync(lines: 3);
        await world.CutAsync();

        for (var i = 0; i < 40; i++)
        {
            world.Bench.Network.ComeBack();
            await world.PassAsync(TimeSpan.FromMilliseconds(100), step: TimeSpan.FromMilliseconds(100));
        }

        Assert.InRange(world.Tries.Count, 4, 5);
    }

    [Fact]
    public async Task OneLineDown_WhileAnotherIsOpen_KeepsItsOwnWaits_WhateverTheMachineSays()
    {
        await using var world = await OutageWorld.OpenAsync(lines: 2);
        await world.CutAsync(only: 1);

        await world.PassAsync(TimeSpan.FromSeconds(60), step: TimeSpan.FromSeconds(1));
        world.Bench.Network.ComeBack();
        await world.SettleAsync();

        // After 1, 2, 4, 8, 16 and, if they were short, 32 seconds, each of them by a fifth longer or shorter.
        Assert.InRange(world.Tries.Count, 5, 6);
        Assert.All(world.Tries, x => Assert.Null(x.ConnectTimeout));
    }

    [Fact]
    public async Task LineDownForLong_IsTriedSoon_OnceNoOtherIsOpenEither()
    {
        await using var world = await OutageWorld.OpenAsync(lines: 2);
        await world.CutAsync(only: 1);
        await world.PassAsync(TimeSpan.FromMinutes(3), step: TimeSpan.FromSeconds(1));
        await world.CutAsync(only: 0);
        world.Forget();

        await world.PassAsync(TimeSpan.FromSeconds(11), step: TimeSpan.FromSeconds(1));

        Assert.Equal([world[1], world[0], world[1]], world.Tries.Select(x => x.Id));
    }

    [Fact]
    public async Task LineThatOpens_WhileOthersAreDown_WakesThem()
    {
        await using var world = await OutageWorld.OpenAsync(lines: 3);
        await world.CutAsync(only: 1);
        await world.CutAsync(only: 2);
        await world.PassAsync(TimeSpan.FromMinutes(5), step: TimeSpan.FromSeconds(1));
        await world.ReturnAsync();

        await world.Sessions[1].ConfirmAsync(SessionBench.Cancellation);
        await world.SettleAsync();

        Assert.Equal(3, world.Open);
    }

    [Fact]
    public async Task PersonWhoRefreshesInAnOutage_WaitsForNobodysTurn()
    {
        await using var world = await OutageWorld.OpenAsync(lines: 3);
        await world.CutAsync();
        await world.ReturnAsync();

        Assert.NotNull(await world.Sessions[2].ConfirmAsync(SessionBench.Cancellation));
    }

    [Fact]
    public async Task LineThatIsLeftInAnOutage_IsNotTriedAnyMore()
    {
        await using var world = await OutageWorld.OpenAsync(lines: 2);
        await world.CutAsync();
        await world.Sessions[0].DisconnectAsync();

        // The sessions here share what is kept.
        world.Bench.Keys.Credentials = "{}";

        await world.PassAsync(TimeSpan.FromSeconds(20), step: TimeSpan.FromSeconds(1));

        Assert.All(world.Tries, x => Assert.Equal(world[1], x.Id));
        Assert.InRange(world.Tries.Count, 4, 5);
    }

    [Fact]
    public async Task LineThatOpensAndBreaksAgainAndAgain_WaitsEverLonger_AlsoWhereItIsTheOnlyOne()
    {
        var (bench, line) = await SessionBench.OpenAsync();
        await using var _ = bench;

        for (var attempt = 1; attempt <= 5; attempt++)
        {
            line.Say(Cut);
            var reason = await bench.NextReasonAsync();
            Assert.Equal(attempt, reason.Attempt);
            Assert.InRange((reason.NextTryAt!.Value - bench.Now).TotalSeconds, Math.Pow(2, attempt - 1) * 0.8, Math.Pow(2, attempt - 1) * 1.2);
            bench.Time.Advance(reason.NextTryAt.Value - bench.Now);
            line = await bench.LogInAsync();
        }
    }

    [Fact]
    public async Task TriesThatReachedNobody_AreNoReasonToWaitLong_OnceItWasOpen()
    {
        await using var world = await OutageWorld.OpenAsync(lines: 1);
        await world.CutAsync();
        await world.PassAsync(TimeSpan.FromMinutes(5), step: TimeSpan.FromSeconds(1));
        await world.ReturnAsync();
        await world.PassAsync(TimeSpan.FromSeconds(5), step: TimeSpan.FromSeconds(1));
        Assert.Equal(1, world.Open);
        var said = world.Bench.Words;
        while (said.Waiting > 0)
        {
            await said.NextAsync<object>();
        }

        await world.CutAsync();

        Assert.Equal(2, (await said.NextAsync<ObserveLine>()).Reason.Attempt);
    }

    [Fact]
    public async Task NextTry_IsSaid_AsTheTurnsAre()
    {
        await using var bench = SessionBench.Linked();
        bench.Sidecar.Answer = _ => new LineClosed(408, "WebSocket Error (connect ENETUNREACH)");
        await bench.Session.ConnectAsync();

        Assert.Equal(bench.Now.AddSeconds(1), (await bench.NextReasonAsync()).NextTryAt);
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(bench.Now.AddSeconds(5), (await bench.NextReasonAsync()).NextTryAt);
        bench.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(bench.Now.AddSeconds(5), (await bench.NextReasonAsync()).NextTryAt);
    }
}
