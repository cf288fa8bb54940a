using Channels.Tests.Support;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd;

/// <summary>The app, a WhatsApp server, and an administrator in front of a browser.</summary>
internal sealed class ConsoleWorld : IAsyncDisposable
{
    private ConsoleWorld(RunningApp app, WhatsAppServer whatsApp, ConsoleUser administrator) =>
        (App, WhatsApp, Administrator) = (app, whatsApp, administrator);

    public RunningApp App { get; }

    public WhatsAppServer WhatsApp { get; }

    public ConsoleUser Administrator { get; }

    /// <summary>Skips the test where a tool is missing; otherwise everything is up and the administrator is on the board.</summary>
    public static Task<ConsoleWorld> StartAsync(Chromium browser, params (string Key, string Value)[] settings) =>
        StartAsync(browser, RunningApp.StartHereAsync, settings);

    /// <summary>The same, with the app as a process.</summary>
    public static Task<ConsoleWorld> LaunchAsync(Chromium browser, params (string Key, string Value)[] settings) =>
        StartAsync(browser, RunningApp.StartAsync, settings);

    private static async Task<ConsoleWorld> StartAsync(
        Chromium browser, Func<(string Key, string Value)[], Task<RunningApp>> start, (string Key, string Value)[] settings)
    {
        Tools.RequireBrowser();
        Tools.RequireNode();
        Tools.RequireZbarimg();
        var whatsApp = new WhatsAppServer();
        await whatsApp.InitializeAsync();
        var app = await start([("WhatsAppWeb:ServerUrl", whatsApp.Url.ToString()), .. settings]);
        return new ConsoleWorld(app, whatsApp, await ConsoleUser.SetUpAsync(browser, app));
    }

    /// <summary>A new phone scans the code that it sees on the administrator's screen, and nothing else.</summary>
    public async Task ScanAsync(string number, string name)
    {
        await WhatsApp.AddPhoneAsync(number, new { name });
        await WhatsApp.DoAsync(number, "scan", new { qr = await Administrator.ReadCodeAsync() });
    }

    /// <summary>Creates a channel through the page and links a new phone to it.</summary>
    public async Task ConnectAsync(string instance, string number, string profile = "Loja Centro")
    {
        await Administrator.CreateAsync(instance);
        await ScanAsync(number, profile);
        await Assertions.Expect(Administrator.Dialog).ToContainTextAsync("Conectado");
        await Administrator.Dialog.GetByRole(AriaRole.Button, new() { Name = "Concluir" }).ClickAsync();
        await Administrator.SeesAsync(instance, "Conectado");
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await WhatsApp.DisposeAsync();
    }
}
