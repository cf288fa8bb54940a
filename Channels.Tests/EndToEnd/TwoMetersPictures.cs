using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.UseCases.Observe;
using Channels.Domain.UseCases.People;
using Channels.Tests.Support;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd;

/// <summary>Takes pictures of boards, tables and walls as they are looked at from afar. They are explicit, because they write files.</summary>
public sealed class TwoMetersPictures(Chromium browser)
{
    private static readonly int[] Widths = [360, 768, 1440, 1920];

    [Theory(Explicit = true)]
    [InlineData(3)]
    [InlineData(12)]
    [InlineData(60)]
    public async Task OfABoard(int instances)
    {
        Tools.RequireBrowser();
        await using var bench = await LiveBench.StartAsync(instances, "--Plan:ConnectionLimit", "60");
        foreach (var id in bench.Channels)
        {
            bench.Confirm(id);
            await bench.ReceiveAsync(id, DateTimeOffset.UtcNow);
        }

        await bench.FallAsync(bench.Channels[1]);
        await bench.FallAsync(bench.Channels[instances * 2 / 3], ReasonCode.SessionFailing);
        await bench.SendAsGatewayAsync(new ObserveLine(bench.Channels[instances / 2], new StatusReason(ReasonCode.Reconnecting)
        {
            Cause = ConnectionCause.Lost,
            Attempt = 2,
            NextTryAt = DateTimeOffset.UtcNow.AddMinutes(1),
        }));
        var folder = Directory.CreateDirectory(Path.Combine(AppFolder.Path, "..", "artifacts", "pictures")).FullName;
        foreach (var culture in (string[])["pt-BR", "en"])
        {
            foreach (var view in Enum.GetValues<BoardView>())
            {
                await bench.SendAsync(new ChangePreferences(View: view));
                await ShootAsync(bench, culture, "/canais", Path.Combine(folder, $"two-meters-{instances}-{view}-{culture}"));
            }

            await ShootAsync(bench, culture, "/canais/tv", Path.Combine(folder, $"two-meters-{instances}-tv-{culture}"));
        }
    }

    private async Task ShootAsync(LiveBench bench, string culture, string path, string file)
    {
        var page = await browser.OpenAsync(bench.Address);
        await page.SignInAsync(bench);
        await page.Context.AddCookiesAsync([new() { Name = "channels.culture", Value = Uri.EscapeDataString($"c={culture}|uic={culture}"), Url = bench.Address.ToString() }]);
        await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });
        foreach (var width in Widths)
        {
            await page.SetViewportSizeAsync(width, width * 9 / 16 < 640 ? 740 : width * 9 / 16);
            foreach (var theme in (string[])["light", "dark"])
            {
                await page.EvaluateAsync("theme => document.documentElement.dataset.theme = theme", theme);
                await page.ScreenshotAsync(new() { Path = $"{file}-{width}-{theme}.png" });
            }
        }

        await page.Context.CloseAsync();
    }
}
