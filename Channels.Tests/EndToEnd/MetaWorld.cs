using Channels.Tests.GraphServer;
using Channels.Tests.Support;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd;

/// <summary>The app, configured for Meta on loopback, and an administrator in front of a browser.</summary>
internal sealed class MetaWorld : IAsyncDisposable
{
    public const string VerifyToken = "um segredo para a verificação";

    private MetaWorld(RunningApp app, MetaServer meta, ConsoleUser administrator) => (App, Meta, Administrator) = (app, meta, administrator);

    public RunningApp App { get; }

    public MetaServer Meta { get; }

    public ConsoleUser Administrator { get; }

    public string RedirectUri => new Uri(App.Address, "meta/callback").AbsoluteUri;

    public string WebhookUri => new Uri(App.Address, "meta/webhook").AbsoluteUri;

    /// <param name="time">Meta's clock; the app's is the machine's.</param>
    /// <param name="byFacebook">The app has a configuration, with which people authorize at Facebook.</param>
    public static Task<MetaWorld> StartAsync(Chromium browser, TimeProvider? time = null, bool byFacebook = true) =>
        StartAsync(browser, RunningApp.StartHereAsync, time, byFacebook);

    /// <summary>The same, with the app as a process.</summary>
    public static Task<MetaWorld> LaunchAsync(Chromium browser) => StartAsync(browser, RunningApp.StartAsync, time: null, byFacebook: true);

    /// <summary>From the button to Facebook, by the steps of the page.</summary>
    public async Task GoToFacebookAsync(string name = "")
    {
        await Administrator.OpenMethodsAsync();
        await Administrator.Dialog.GetByLabel("WhatsApp Meta API (API Oficial)").CheckAsync();
        await Administrator.Dialog.GetByRole(AriaRole.Button, new() { Name = "Continuar" }).ClickAsync();
        await Administrator.Dialog.GetByLabel("Nome da instância").FillAsync(name);
        await ConnectWithFacebookAsync();
    }

    public async Task ConnectWithFacebookAsync(string button = "Conectar com Facebook")
    {
        await Administrator.Page.Locator("[data-alive]").WaitForAsync();
        await Administrator.Dialog.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        await Agree.WaitForAsync();
    }

    /// <summary>Facebook's own button.</summary>
    public ILocator Agree => Administrator.Page.GetByRole(AriaRole.Button, new() { Name = "Continuar", Exact = true });

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Meta.DisposeAsync();
    }

    private static async Task<MetaWorld> StartAsync(
        Chromium browser, Func<(string Key, string Value)[], Task<RunningApp>> start, TimeProvider? time, bool byFacebook)
    {
        Tools.RequireBrowser();
        var meta = await MetaServer.StartAsync(time ?? TimeProvider.System);
        meta.RegistrationTakes = TimeSpan.FromSeconds(1);
        var address = RunningApp.FreeAddress();
        var app = await start(
        [
            ("urls", address),
            ("PublicAddress", address),
            ("Meta:AppId", meta.AppId),
            ("Meta:AppSecret", meta.AppSecret),
            ("Meta:ConfigurationId", byFacebook ? meta.ConfigurationId : ""),
            ("Meta:VerifyToken", VerifyToken),
            ("Meta:GraphAddress", meta.Address.AbsoluteUri),
            ("Meta:DialogAddress", meta.Address.AbsoluteUri),
        ]);
        var world = new MetaWorld(app, meta, await ConsoleUser.SetUpAsync(browser, app));
        meta.RedirectUris.Add(world.RedirectUri);
        return world;
    }
}
