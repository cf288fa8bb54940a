using System.Text.Json.Nodes;

namespace Channels.Tests.GraphServer;

public sealed class MessagingTests
{
    [Fact]
    public async Task Send_BeforeRegistering_IsRefused()
    {
        await using var bench = await MetaBench.StartAsync();
        Assert.Equal(133010, (await bench.SendTextAsync("+5511988887777")).Code);
        await bench.RegisterAsync();
        Assert.Equal(133010, (await bench.SendTextAsync("+5511988887777")).Code);
    }

    [Fact]
    public async Task Send_OutsideTheWindow_IsRefused()
    {
        await using var bench = await MetaBench.StartAsync();
        bench.Number.FinishRegistration();
        Assert.Equal(131047, (await bench.SendTextAsync("+5511988887777")).Code);
        bench.Server.World.Hear(bench.Number, "551188887777");
        Assert.Equal(200, (await bench.SendTextAsync("+5511988887777")).Status);
        bench.Time.Advance(TimeSpan.FromHours(24));
        Assert.Equal(131047, (await bench.SendTextAsync("+5511988887777")).Code);
        bench.Server.AcceptsOutsideWindow = true;
        Assert.Equal(200, (await bench.SendTextAsync("+5511988887777")).Status);
    }

    [Theory]
    [InlineData("+5511988887777", "551188887777")]
    [InlineData("+551188887777", "5511988887777")]
    [InlineData("11988887777", "551188887777")]
    [InlineData("+16505551234", "16505551234")]
    public async Task Send_ToABrazilian_KnowsHimByAnotherNumber(string to, string waId)
    {
        await using var bench = await MetaBench.StartAsync();
        bench.Number.FinishRegistration();
        bench.Server.AcceptsOutsideWindow = true;
        var contact = (await bench.SendTextAsync(to)).Body["contacts"]![0]!;
        Assert.Equal((to, waId), ((string?)contact["input"], (string?)contact["wa_id"]));
        Assert.Equal(waId, Assert.Single(bench.Server.World.Sent).WaId);
    }

    [Fact]
    public async Task Send_IsAnsweredAsInMetasExample_WithAStatusSometimes()
    {
        await using var bench = await MetaBench.StartAsync();
        bench.Number.FinishRegistration();
        bench.Server.AcceptsOutsideWindow = true;
        var first = (await bench.SendTextAsync("+16505551234")).Body;
        var second = (await bench.SendTextAsync("+16505551234")).Body;
        Assert.Null(first["messages"]![0]!["message_status"]);
        var example = ContractExamples.Parse(ContractExamples.MessageAccepted);
        example["messages"]![0]!["id"] = (string?)second["messages"]![0]!["id"];
        Assert.True(JsonNode.DeepEquals(example, second), second.ToJsonString());
    }

    [Fact]
    public async Task Send_OfNoText_IsRefused()
    {
        await using var bench = await MetaBench.StartAsync();
        bench.Number.FinishRegistration();
        Assert.Equal(100, (await bench.SendTextAsync("")).Code);
        Assert.Equal(100, (await bench.SendTextAsync("+16505551234", "")).Code);
        Assert.Equal(100, (await bench.SendTextAsync("+16505551234", new string('x', 4097))).Code);
        Assert.Equal(100, (await bench.PostAsync($"{bench.Number.Id}/messages", "{")).Code);
    }
}
