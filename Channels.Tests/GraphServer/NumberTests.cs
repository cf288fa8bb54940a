using System.Text.Json.Nodes;

namespace Channels.Tests.GraphServer;

public sealed class NumberTests
{
    [Fact]
    public async Task Number_ShowsTheAskedFieldsAndItsId()
    {
        await using var bench = await MetaBench.StartAsync();
        var body = (await bench.GetAsync($"v26.0/{bench.Number.Id}?fields=status,throughput{{level}},last_onboarded_time")).Body;
        Assert.Equal(["status", "throughput", "id"], body.AsObject().Select(x => x.Key));
        Assert.Equal("PENDING", (string?)body["status"]);
        Assert.Equal("NOT_APPLICABLE", (string?)body["throughput"]!["level"]);
        Assert.Equal(bench.Number.Id, (string?)body["id"]);
        Assert.Equal(100, (await bench.GetAsync($"v26.0/{bench.Number.Id}?fields=state")).Code);
    }

    [Fact]
    public async Task Number_ShowsWhateverTheTestWrote()
    {
        await using var bench = await MetaBench.StartAsync();
        bench.Number.Status = "SOMETHING_NEW";
        bench.Number.HealthStatus = HealthStatus.Of("BLOCKED", HealthStatus.Entity("WABA", bench.Waba.Id, "BLOCKED", HealthStatus.Error(141006, "Payment", "Add a card")));
        bench.Number.LastOnboarded = bench.Time.GetUtcNow();
        var path = $"v26.0/{bench.Number.Id}?fields=status,health_status,last_onboarded_time";
        var body = (await bench.GetAsync(path)).Body;
        Assert.Equal("SOMETHING_NEW", (string?)body["status"]);
        Assert.Equal(141006, (int)body["health_status"]!["entities"]![0]!["errors"]![0]!["error_code"]!);
        Assert.Equal("2026-11-22T15:00:00+0000", (string?)body["last_onboarded_time"]);
        bench.Server.WritesUnixTimes = true;
        Assert.Equal(bench.Time.GetUtcNow().ToUnixTimeSeconds(), (long)(await bench.GetAsync(path)).Body["last_onboarded_time"]!);
    }

    [Fact]
    public async Task List_ComesInPagesThatLinkToTheNext_LastOnboardedFirst()
    {
        await using var bench = await MetaBench.StartAsync();
        for (var i = 0; i < 4; i++)
        {
            bench.Time.Advance(TimeSpan.FromHours(1));
            bench.Server.World.AddConnectedNumber(bench.Waba, $"+55 11 98888-000{i}");
        }

        var seen = new List<string>();
        for (var next = $"v26.0/{bench.Waba.Id}/phone_numbers?fields=display_phone_number&limit=2"; next is not null;)
        {
            var body = (await bench.GetAsync(next)).Body;
            seen.AddRange(body["data"]!.AsArray().Select(x => (string)x!["display_phone_number"]!));
            Assert.NotNull(body["paging"]!["cursors"]!["after"]);
            next = (string?)body["paging"]!["next"];
            Assert.True(next is null || next.StartsWith(bench.Server.Address + "v26.0/", StringComparison.Ordinal));
        }

        Assert.Equal(["+55 11 98888-0003", "+55 11 98888-0002", "+55 11 98888-0001", "+55 11 98888-0000", "+55 11 99999-1234"], seen);
    }

    [Fact]
    public async Task List_OfAnAccountWithoutNumbers_IsEmpty()
    {
        await using var bench = await MetaBench.StartAsync();
        bench.Server.World.Remove(bench.Number);
        Assert.True(JsonNode.DeepEquals(new JsonObject { ["data"] = new JsonArray() }, (await bench.GetAsync($"{bench.Waba.Id}/phone_numbers")).Body));
        Assert.Equal((400, 100, 33), Refusal(await bench.GetAsync(bench.Number.Id)));
    }

    [Fact]
    public async Task Call_OfAnotherCustomersToken_GetsNoData()
    {
        await using var bench = await MetaBench.StartAsync();
        var other = bench.Server.IssueToken(bench.Server.World.AddWaba("Outra loja")).Value;
        string[] paths = [$"v26.0/{bench.Number.Id}", $"v26.0/{bench.Waba.Id}", $"v26.0/{bench.Waba.Id}/phone_numbers", $"v26.0/{bench.Waba.Id}/subscribed_apps"];
        foreach (var path in paths)
        {
            Assert.Equal((403, 200, null), Refusal(await bench.GetAsync(path, other)));
            Assert.Equal((403, 200, null), Refusal(await bench.GetAsync(path, bench.Server.AppToken)));
        }

        bench.Server.HidesForeign = true;
        Assert.All(await Task.WhenAll(paths.Select(x => bench.GetAsync(x, other))), x => Assert.Equal((400, 100, 33), Refusal(x)));
    }

    [Fact]
    public async Task Call_WithoutABearer_IsRefused()
    {
        await using var bench = await MetaBench.StartAsync();
        Assert.Equal((401, 104, null), Refusal(await bench.GetAsync($"v26.0/{bench.Number.Id}?access_token={bench.Token.Value}", "")));
    }

    [Fact]
    public async Task Call_WithoutTheScope_IsRefused()
    {
        await using var bench = await MetaBench.StartAsync();
        bench.Token.Scopes = ["whatsapp_business_messaging"];
        Assert.Equal((403, 10, null), Refusal(await bench.GetAsync($"v26.0/{bench.Waba.Id}/phone_numbers")));
    }

    [Theory]
    [InlineData("v26", 400)]
    [InlineData("v26.0.1", 400)]
    [InlineData("v", 400)]
    [InlineData("v19.0", 200)]
    public async Task Version_InAnotherForm_IsRefused(string version, int status)
    {
        await using var bench = await MetaBench.StartAsync();
        Assert.Equal(status, (await bench.GetAsync($"{version}/{bench.Number.Id}")).Status);
    }

    private static (int Status, int? Code, int? Subcode) Refusal(MetaBench.Reply reply) => (reply.Status, reply.Code, reply.Subcode);
}
