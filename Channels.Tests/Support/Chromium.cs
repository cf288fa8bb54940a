using Channels.Tests.Support;
using Channels.Tests.Support.Run;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Channels.Tests.Support;

/// <summary>One Chromium for the whole run; each test opens contexts of its own, which share no cookies.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private readonly List<(string? Test, IBrowserContext Context)> _open = [];
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Tools.Chromium is null)
        {
            return;
        }

        // Style sheets and scripts are kept as they are in production. Asked for anew with each page, they are a third of its cost.
        Environment.SetEnvironmentVariable("EnableStaticAssetsDevelopmentCaching", "true");
        Assertions.SetDefaultExpectTimeout((float)Patience.Limit.TotalMilliseconds);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Tools.Chromium,
            Args = ["--disable-gpu", "--disable-quic", "--disable-sync"],
        });
    }

    /// <summary>A browser of somebody's own, in Portuguese, by default in São Paulo.</summary>
    public async Task<IPage> OpenAsync(Uri address, int width = 1440, int height = 900, string zone = "America/Sao_Paulo", float scale = 1)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address.ToString(),
            Locale = "pt-BR",
            // A spinner drawn without a graphics card takes half a core.
            ReducedMotion = ReducedMotion.Reduce,
            TimezoneId = zone,
            DeviceScaleFactor = scale,
            // A test's own, which nobody vouches for.
            IgnoreHTTPSErrors = address.Scheme == "https",
            ViewportSize = new ViewportSize { Width = width, Height = height },
        });
        await CloseFinishedAsync(context);
        await context.AddInitScriptAsync(LostNetwork.Script);
        context.SetDefaultTimeout((float)Patience.Limit.TotalMilliseconds);
        return await context.NewPageAsync();
    }

    // A page that is left open looks for its console for ever.
    private async Task CloseFinishedAsync(IBrowserContext opened)
    {
        List<IBrowserContext> finished;
        lock (_open)
        {
            finished = [.. _open.Where(x => EndedTestsAttribute.Has(x.Test)).Select(x => x.Context)];
            _open.RemoveAll(x => finished.Contains(x.Context));
            _open.Add((TestContext.Current.Test?.UniqueID, opened));
        }

        foreach (var context in finished)
        {
            await context.CloseAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
