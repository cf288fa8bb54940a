using Channels.Tests.Support;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Channels.Tests.Support;

/// <summary>One Chromium for the whole run; each test opens contexts of its own, which share no cookies.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Tools.Chromium is null)
        {
            return;
        }

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
            ViewportSize = new ViewportSize { Width = width, Height = height },
        });
        context.SetDefaultTimeout((float)Patience.Limit.TotalMilliseconds);
        return await context.NewPageAsync();
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
