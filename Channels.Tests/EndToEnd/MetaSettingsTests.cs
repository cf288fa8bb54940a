using Channels.Tests.Support;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd;

/// <summary>The console without the settings of the official API, and with wrong ones.</summary>
public sealed class MetaSettingsTests(Chromium browser)
{
    [Fact]
    public async Task WithoutConfiguration_TheMethodIsDisabledWithTheReason_AndThereIsNoWebhook()
    {
        Tools.RequireBrowser();
        await using var app = await RunningApp.StartHereAsync();
        var ana = await ConsoleUser.SetUpAsync(browser, app);

        await ana.OpenMethodsAsync();

        await Assertions.Expect(ana.Dialog.GetByLabel("WhatsApp Meta API (API Oficial)")).ToBeDisabledAsync();
        await Assertions.Expect(ana.Dialog.Locator("[data-method=MetaCloud] .obstacle")).ToContainTextAsync("Meta");
        using var http = new HttpClient { BaseAddress = app.Address };
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await http.GetAsync("/meta/webhook?hub.mode=subscribe", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Theory]
    [InlineData("Meta:AppSecret", "")]
    [InlineData("Meta:GraphVersion", "26")]
    [InlineData("Meta:AuthorizesWithin", "10")]
    [InlineData("Meta:GraphAddress", "http://graph.loja.example")]
    [InlineData("PublicAddress", "")]
    public async Task WrongSettings_AreNamed_AndNothingStarts(string key, string value)
    {
        var folder = Scratch.CreateFolder("channels-meta-settings-");
        var settings = new Dictionary<string, string>
        {
            ["PublicAddress"] = "https://canais.loja.example",
            ["Meta:AppId"] = "670843887433847",
            ["Meta:AppSecret"] = "um segredo que ninguém vê",
            ["Meta:ConfigurationId"] = "1186403812345678",
            ["Meta:VerifyToken"] = "outro segredo",
            [key] = value,
        };

        var (exitCode, errors) = await RunningApp.RunToEndAsync(folder, [.. settings.Select(x => (x.Key, x.Value))]);

        Assert.NotEqual(0, exitCode);
        Assert.Contains(key, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("segredo", errors, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }
}
