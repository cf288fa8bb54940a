using Channels.Tests.Support;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd;

/// <summary>What the page makes of how the app is set up.</summary>
public sealed class SettingsJourneyTests(Chromium browser)
{
    [Fact]
    public async Task NoNode_TheMethodIsShownSwitchedOffWithItsReason()
    {
        Tools.RequireBrowser();
        await using var app = await RunningApp.StartHereAsync(("WhatsAppWeb:NodePath", "/nowhere/node"));
        var ana = await ConsoleUser.SetUpAsync(browser, app);

        await ana.OpenMethodsAsync();

        await Assertions.Expect(ana.Dialog.GetByLabel("QR Code (WhatsApp Web)")).ToBeDisabledAsync();
        await Assertions.Expect(ana.Dialog).ToContainTextAsync("o servidor precisa do Node.js 20.19, 22.14, 24 ou mais novo");
        await Assertions.Expect(ana.Dialog.GetByLabel("WhatsApp Meta API (API Oficial)")).ToBeDisabledAsync();
        await Assertions.Expect(ana.Dialog).ToContainTextAsync("A API oficial ainda não foi configurada");
    }

    [Fact]
    public async Task LimitChangedInTheFile_ShowsOnAnOpenPageWithoutARestart()
    {
        Tools.RequireBrowser();
        var contentRoot = Scratch.CreateFolder("channels-root-");
        try
        {
            var settings = Path.Combine(contentRoot, "appsettings.json");
            await File.WriteAllTextAsync(settings, """{ "Plan": { "ConnectionLimit": 3 } }""", TestContext.Current.CancellationToken);
            await using var app = await RunningApp.StartAsync(("ASPNETCORE_CONTENTROOT", contentRoot));
            var ana = await ConsoleUser.SetUpAsync(browser, app);
            await Assertions.Expect(ana.Page.GetByText("0 de 3 conexões")).ToBeVisibleAsync();

            await File.WriteAllTextAsync(settings, """{ "Plan": { "ConnectionLimit": 7 } }""", TestContext.Current.CancellationToken);

            await Assertions.Expect(ana.Page.GetByText("0 de 7 conexões")).ToBeVisibleAsync();
        }
        finally
        {
            Directory.Delete(contentRoot, recursive: true);
        }
    }
}
