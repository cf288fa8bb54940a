using System.Text.Json.Nodes;

namespace Channels.Tests.GraphServer;

public sealed class TroubleTests
{
    [Fact]
    public async Task Fail_RefusesTheNextCallsThatItMeans()
    {
        await using var bench = await MetaBench.StartAsync();
        bench.Server.Fail("/phone_numbers", 131000, subcode: 5, details: "por enquanto", times: 2);
        Assert.Equal(200, (await bench.GetAsync(bench.Number.Id)).Status);
        var numbers = $"v26.0/{bench.Waba.Id}/phone_numbers";
        var reply = await bench.GetAsync(numbers);
        Assert.Equal((500, 131000, 5), (reply.Status, reply.Code, reply.Subcode));
        Assert.Equal(
            ContractExamples.Parse(ContractExamples.Error)["error"]!.AsObject().Select(x => x.Key),
            reply.Body["error"]!.AsObject().Select(x => x.Key));
        Assert.Equal(500, (await bench.GetAsync(numbers)).Status);
        Assert.Equal(200, (await bench.GetAsync(numbers)).Status);
        Assert.Equal([200, 500, 500, 200], bench.Server.Calls.Select(x => x.Status));
    }

    [Theory]
    [InlineData(4, "X-App-Usage")]
    [InlineData(17, "X-App-Usage")]
    [InlineData(80007, "X-Business-Use-Case-Usage")]
    [InlineData(130429, "X-Business-Use-Case-Usage")]
    public async Task Throttling_SaysHowMuchIsUsed(int code, string header)
    {
        await using var bench = await MetaBench.StartAsync();
        bench.Server.Fail("", code, regainMinutes: 7);
        var reply = await bench.GetAsync(bench.Number.Id);
        Assert.Equal((429, code), (reply.Status, reply.Code));
        var usage = JsonNode.Parse(reply.Headers[header])!;
        usage = usage[bench.Server.Partner.Id]?[0] ?? usage;
        Assert.Equal(100, (int)usage["call_count"]!);
        Assert.Equal(code >= 80007 ? 7 : null, (int?)usage["estimated_time_to_regain_access"]);
    }

    [Fact]
    public async Task Html_ComesInsteadOfGraph()
    {
        await using var bench = await MetaBench.StartAsync();
        bench.Server.FailWithHtml("GET", 503);
        var reply = await bench.GetAsync(bench.Number.Id);
        Assert.Equal(503, reply.Status);
        Assert.StartsWith("<!DOCTYPE html>", reply.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Drop_CutsTheConnection_BeforeOrAfterTheDeed(bool afterTheDeed)
    {
        await using var bench = await MetaBench.StartAsync();
        bench.Server.Drop("/register", afterTheDeed);
        await Assert.ThrowsAsync<HttpRequestException>(() => bench.RegisterAsync());
        Assert.Equal(afterTheDeed ? "012345" : null, bench.Number.Pin);
        Assert.Equal(0, Assert.Single(bench.Server.CallsTo("POST /")).Status);
    }

    [Fact]
    public async Task Hold_KeepsACallUntilItIsReleased()
    {
        await using var bench = await MetaBench.StartAsync();
        var hold = bench.Server.Hold("/register");
        var call = bench.RegisterAsync();
        await hold.Reached;
        Assert.Null(bench.Number.Pin);
        hold.Release();
        Assert.Equal(200, (await call).Status);
    }

    [Fact]
    public async Task Hold_ThatIsNeverReleased_EndsWithTheServer()
    {
        var bench = await MetaBench.StartAsync();
        var hold = bench.Server.Hold("");
        var call = bench.RegisterAsync();
        await hold.Reached;
        await bench.DisposeAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => call);
    }

    [Fact]
    public async Task Calls_KeepWhatWasSent()
    {
        await using var bench = await MetaBench.StartAsync();
        await bench.ExchangeAsync("AQBnone");
        await bench.RegisterAsync();
        var exchange = Assert.Single(bench.Server.CallsTo("GET /oauth"));
        Assert.Equal((bench.Server.AppSecret, null, 400), (exchange.Query["client_secret"], exchange.Bearer, exchange.Status));
        var register = Assert.Single(bench.Server.CallsTo("register"));
        Assert.Equal(("v26.0", $"/{bench.Number.Id}/register", bench.Token.Value), (register.Version, register.Path, register.Bearer));
        Assert.Contains("012345", register.Body, StringComparison.Ordinal);
    }
}
