using Channels.Tests.Support;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Playwright;

namespace Channels.Tests.GraphServer;

public sealed class LoginDialogTests(Chromium chromium)
{
    private const string State = "a b+c/ç=";

    [Theory]
    [InlineData("client_id", "1")]
    [InlineData("redirect_uri", MetaBench.Callback + "/")]
    [InlineData("config_id", "1")]
    [InlineData("response_type", "token")]
    [InlineData("state", "")]
    [InlineData("extras", "{")]
    public async Task Dialog_WithAMistake_ShowsItAndDoesNotRedirect(string name, string value)
    {
        await using var bench = await MetaBench.StartAsync();
        var reply = await bench.GetAsync(Dialog(bench, (name, value)), "");
        Assert.Equal(400, reply.Status);
        Assert.Contains("role=\"alert\"", reply.Text, StringComparison.Ordinal);
        Assert.False(reply.Headers.ContainsKey("Location"));
    }

    [Fact]
    public async Task Continue_ComesBackWithTheStateAndACode_AndNothingElse()
    {
        await using var bench = await MetaBench.StartAsync();
        var reply = await bench.PostFormAsync(Dialog(bench), ("decision", "continue"), ("waba", bench.Waba.Id));
        var location = reply.Headers["Location"];
        Assert.Equal(302, reply.Status);
        Assert.StartsWith(MetaBench.Callback + "?", location, StringComparison.Ordinal);
        Assert.EndsWith("#_=_", location, StringComparison.Ordinal);
        var query = QueryHelpers.ParseQuery(new Uri(location).Query);
        Assert.Equal(["code", "state"], query.Keys.Order());
        Assert.Equal(State, query["state"].Single());
        Assert.Equal(200, (await bench.ExchangeAsync(query["code"].Single()!)).Status);
    }

    [Fact]
    public async Task Cancel_ComesBackWithTheRefusal()
    {
        await using var bench = await MetaBench.StartAsync();
        var reply = await bench.PostFormAsync(Dialog(bench), ("decision", "cancel"));
        Assert.Equal(
            $"{MetaBench.Callback}?error=access_denied&error_code=200&error_description=Permissions+error&error_reason=user_denied&state={Uri.EscapeDataString(State)}#_=_",
            reply.Headers["Location"]);
    }

    [Fact]
    public async Task Continue_InABrowser_SharesTheTickedAccounts()
    {
        Tools.RequireBrowser();
        await using var bench = await MetaBench.StartAsync();
        await using var app = await CallbackReceiver.StartAsync();
        bench.Server.RedirectUris.Add(app.Address);
        var other = bench.Server.World.AddWaba("Loja <do> Beto");
        var page = await chromium.OpenAsync(bench.Server.Address);
        await page.GotoAsync(Dialog(bench, ("redirect_uri", app.Address)));
        await Assertions.Expect(page.GetByLabel(bench.Waba.Name)).ToBeCheckedAsync();
        await page.GetByLabel(other.Name).UncheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Continuar" }).ClickAsync();
        await page.WaitForURLAsync(x => x.StartsWith(app.Address, StringComparison.Ordinal), new() { WaitUntil = WaitUntilState.Commit });

        var code = QueryHelpers.ParseQuery(new Uri(page.Url).Query)["code"].Single()!;
        var token = (string)(await bench.ExchangeAsync(code, app.Address)).Body["access_token"]!;
        Assert.Equal([bench.Waba.Id], bench.Server.FindToken(token)!.WabaIds);
    }

    private static string Dialog(MetaBench bench, params (string Name, string Value)[] changes)
    {
        var query = new Dictionary<string, string?>
        {
            ["client_id"] = bench.Server.AppId,
            ["redirect_uri"] = MetaBench.Callback,
            ["config_id"] = bench.Server.ConfigurationId,
            ["response_type"] = "code",
            ["override_default_response_type"] = "true",
            ["extras"] = """{"setup":{}}""",
            ["state"] = State,
        };
        foreach (var (name, value) in changes)
        {
            query[name] = value;
        }

        return QueryHelpers.AddQueryString("v26.0/dialog/oauth", query);
    }
}
