using System.Text.Json.Nodes;

namespace Channels.Tests.GraphServer;

public sealed class TokenTests
{
    [Fact]
    public async Task Exchange_GivesATokenForTheCodeOnce()
    {
        await using var bench = await MetaBench.StartAsync();
        var code = bench.Server.Dialog.IssueCode(MetaBench.Callback, bench.Waba);
        var first = await bench.ExchangeAsync(code);
        Assert.Equal(["access_token", "token_type", "expires_in"], first.Body.AsObject().Select(x => x.Key));
        Assert.Equal(5183944, (int)first.Body["expires_in"]!);

        var second = await bench.ExchangeAsync(code);
        Assert.Equal((400, 100, 36009), (second.Status, second.Code, second.Subcode));
        Assert.Equal("This authorization code has been used.", second.Message);
        Assert.Contains("\"invalid_code\"", second.Headers["WWW-Authenticate"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exchange_OfATokenThatNeverExpires_SaysNoLifetime()
    {
        await using var bench = await MetaBench.StartAsync();
        bench.Server.Dialog.TokenLifetime = null;
        var reply = await bench.ExchangeAsync(bench.Server.Dialog.IssueCode(MetaBench.Callback, bench.Waba));
        Assert.Null(reply.Body["expires_in"]);
        Assert.Equal(0, (int)(await bench.DebugAsync((string)reply.Body["access_token"]!))["expires_at"]!);
    }

    [Theory]
    [InlineData(29, 200)]
    [InlineData(30, 400)]
    public async Task Exchange_OfACodeAfter30Seconds_IsRefused(int seconds, int status)
    {
        await using var bench = await MetaBench.StartAsync();
        var code = bench.Server.Dialog.IssueCode(MetaBench.Callback, bench.Waba);
        bench.Time.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(status, (await bench.ExchangeAsync(code)).Status);
    }

    [Fact]
    public async Task Exchange_WithOtherThanTheDialogHad_IsRefused()
    {
        await using var bench = await MetaBench.StartAsync();
        var code = bench.Server.Dialog.IssueCode(MetaBench.Callback, bench.Waba);
        Assert.Equal(101, (await bench.ExchangeAsync(code, id: "1")).Code);
        Assert.Equal(1, (await bench.ExchangeAsync(code, secret: "x")).Code);
        Assert.Equal(100, (await bench.ExchangeAsync("AQBnone")).Code);
        var reply = await bench.ExchangeAsync(code, MetaBench.Callback + "/");
        Assert.Equal((400, 100), (reply.Status, reply.Code));
        Assert.StartsWith("Error validating verification code.", reply.Message, StringComparison.Ordinal);
        Assert.Equal(200, (await bench.ExchangeAsync(code)).Status);
    }

    [Fact]
    public async Task Exchange_AsAForm_WorksToo()
    {
        await using var bench = await MetaBench.StartAsync();
        var reply = await bench.PostFormAsync(
            "v26.0/oauth/access_token",
            ("grant_type", "authorization_code"),
            ("client_id", bench.Server.AppId),
            ("client_secret", bench.Server.AppSecret),
            ("redirect_uri", MetaBench.Callback),
            ("code", bench.Server.Dialog.IssueCode(MetaBench.Callback, bench.Waba)));
        Assert.Equal(200, reply.Status);
    }

    [Fact]
    public async Task DebugToken_HasTheFieldsOfMetasExample_AndTheNewestAccountFirst()
    {
        await using var bench = await MetaBench.StartAsync();
        var newer = bench.Server.World.AddWaba("Filial");
        var data = await bench.DebugAsync(bench.Server.IssueToken(bench.Waba, newer).Value);
        var example = ContractExamples.Parse(ContractExamples.DebugToken)["data"]!.AsObject();
        Assert.Equal([], example.Select(x => x.Key).Except(data.AsObject().Select(x => x.Key)));
        Assert.All(data["granular_scopes"]!.AsArray(), x => Assert.Equal([newer.Id, bench.Waba.Id], Ids(x!)));
        Assert.True((bool)data["is_valid"]!);
    }

    [Fact]
    public async Task DebugToken_MayNameNoAccounts()
    {
        await using var bench = await MetaBench.StartAsync();
        Assert.Empty(Ids((await bench.DebugAsync(bench.Server.IssueToken().Value))["granular_scopes"]![0]!)!);
        bench.Server.Dialog.OmitsTargetIds = true;
        Assert.Null(Ids((await bench.DebugAsync(bench.Server.IssueToken(bench.Waba).Value))["granular_scopes"]![0]!));
    }

    [Fact]
    public async Task DebugToken_OfADeadToken_SaysWhy()
    {
        await using var bench = await MetaBench.StartAsync();
        bench.Token.Revoke(458);
        var data = await bench.DebugAsync(bench.Token.Value);
        Assert.False((bool)data["is_valid"]!);
        Assert.Equal((190, 458), ((int)data["error"]!["code"]!, (int)data["error"]!["subcode"]!));
        Assert.False((bool)(await bench.DebugAsync("EAAnone"))["is_valid"]!);
    }

    [Fact]
    public async Task DebugToken_TakesTheAppsTokenInTheQuery_OrABearer()
    {
        await using var bench = await MetaBench.StartAsync();
        var path = $"debug_token?input_token={bench.Token.Value}";
        Assert.Equal(200, (await bench.GetAsync($"{path}&access_token={Uri.EscapeDataString(bench.Server.AppToken)}", "")).Status);
        Assert.Equal(200, (await bench.GetAsync(path)).Status);
        Assert.Equal(104, (await bench.GetAsync(path, "")).Code);
        Assert.Equal(190, (await bench.GetAsync(path, bench.Server.AppToken + "x")).Code);
    }

    [Theory]
    [InlineData(458)]
    [InlineData(460)]
    [InlineData(null)]
    public async Task Call_WithARevokedToken_IsRefused(int? subcode)
    {
        await using var bench = await MetaBench.StartAsync();
        bench.Token.Revoke(subcode);
        var reply = await bench.GetAsync($"v26.0/{bench.Number.Id}?fields=status");
        Assert.Equal((401, 190, subcode), (reply.Status, reply.Code, reply.Subcode));
    }

    [Fact]
    public async Task Call_WithAnExpiredToken_IsRefusedWith463_OnWhateverStatus()
    {
        await using var bench = await MetaBench.StartAsync();
        bench.Time.Advance(TimeSpan.FromDays(60));
        Assert.Equal((401, 463), await AskAsync());
        bench.Server.Statuses[190] = 400;
        Assert.Equal((400, 463), await AskAsync());
        bench.Server.OmitsSubcodes = true;
        Assert.Equal((400, null), await AskAsync());

        async Task<(int Status, int? Subcode)> AskAsync()
        {
            var reply = await bench.GetAsync($"v26.0/{bench.Number.Id}?fields=status");
            Assert.Equal(190, reply.Code);
            return (reply.Status, reply.Subcode);
        }
    }

    [Fact]
    public async Task Proof_IsNeededWhenTheAppSaysSo_AndMustAlwaysBeRight()
    {
        await using var bench = await MetaBench.StartAsync();
        var path = $"v26.0/{bench.Number.Id}?fields=status";
        var right = $"&appsecret_proof={MetaJson.Hmac(bench.Server.AppSecret, bench.Token.Value)}";
        Assert.Equal("Invalid appsecret_proof provided in the API argument", (await bench.GetAsync(path + "&appsecret_proof=0")).Message);
        Assert.Equal(200, (await bench.GetAsync(path + right)).Status);
        bench.Server.RequiresAppSecret = true;
        Assert.Equal(200, (await bench.GetAsync(path + right)).Status);
        var without = await bench.GetAsync(path);
        Assert.Equal((100, "API calls from the server require an appsecret_proof argument"), (without.Code, without.Message));
    }

    [Fact]
    public async Task Permissions_AreThoseOfTheToken()
    {
        await using var bench = await MetaBench.StartAsync();
        var permissions = (await bench.GetAsync("me/permissions")).Body["data"]!.AsArray();
        Assert.Equal(["whatsapp_business_management", "whatsapp_business_messaging", "public_profile"], permissions.Select(x => (string?)x!["permission"]));
    }

    [Fact]
    public async Task ClientBusiness_IsKnownOfSystemUsersOnly()
    {
        await using var bench = await MetaBench.StartAsync();
        Assert.Equal(190, (await bench.GetAsync("me?fields=client_business_id")).Code);
        bench.Token.Type = "SYSTEM_USER";
        Assert.Equal(bench.Waba.Owner.Id, (string?)(await bench.GetAsync("me?fields=client_business_id")).Body["client_business_id"]);
    }

    private static IEnumerable<string>? Ids(JsonNode scope) => scope["target_ids"]?.AsArray().Select(x => (string)x!);
}
