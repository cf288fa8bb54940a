using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Contacts;
using Channels.Domain.LinkedData;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.Linked;
using Channels.Domain.UseCases.Observe;
using Channels.Domain.UseCases.People;
using Channels.Tests.Support;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd.Tour;

/// <summary>
/// Takes pictures of the running app: those of the README, and one of every stop of the tour to be looked at. They are
/// explicit, because they write files.
/// </summary>
public sealed class Pictures(Chromium browser)
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(AppFolder.Path, ".."));
    private static readonly (int Width, int Height)[] Sizes = [(1440, 900), (768, 1024), (360, 740)];
    private static readonly ThemeChoice[] Themes = [ThemeChoice.Light, ThemeChoice.Dark];

    [Fact(Explicit = true)]
    public async Task OfTheReadme()
    {
        Tools.RequireBrowser();
        await using var bench = await LiveBench.StartAsync(instances: 0, "--environment", "Development", "--Plan:ConnectionLimit", "5");
        var vendas = await ConnectAsync(bench, "Vendas", "5511987654321", "Padaria Aurora");
        var entregas = await ConnectAsync(bench, "Entregas", "5511976543210", "Aurora Entregas");
        var suporte = await ConnectAsync(bench, "Suporte", "5521991234567", "Aurora Atendimento");
        await HangAsync(bench, suporte);
        await bench.SendAsGatewayAsync(new ObserveLine(suporte, new StatusReason(ReasonCode.LoggedOutOnPhone)));
        await bench.SendAsGatewayAsync(new ObserveLine(entregas, new StatusReason(ReasonCode.Reconnecting)
        {
            Cause = ConnectionCause.Lost,
            Attempt = 2,
            NextTryAt = DateTimeOffset.UtcNow.AddSeconds(40),
        }));
        await bench.ReceiveAsync(vendas, DateTimeOffset.UtcNow);
        foreach (var theme in Themes)
        {
            await bench.SendAsync(new ChangePreferences(Theme: theme));
            var page = await OpenAsync(bench, scale: 1.5f);
            bench.Confirm(vendas);
            await Assertions.Expect(page.Locator("sign-of-life").First).ToContainTextAsync("confirmado");
            await Assertions.Expect(page.Locator("[data-impact]").First).ToBeVisibleAsync();
            await page.ScreenshotAsync(new() { Path = Path.Combine(Root, ".github", $"canais-{theme.ToString().ToLowerInvariant()}.png") });
            await page.Context.CloseAsync();
        }
    }

    /// <summary>Of all, or of those whose names have the word in <c>PICTURES_OF</c>.</summary>
    [Fact(Explicit = true)]
    public async Task OfEveryStop()
    {
        Tools.RequireBrowser();
        await using var world = await TourWorld.StartAsync();
        var folder = Directory.CreateDirectory(Path.Combine(Root, "artifacts", "pictures")).FullName;
        await world.WalkAsync(browser, async (stop, page) =>
        {
            foreach (var (width, height) in Sizes)
            {
                await page.SetViewportSizeAsync(width, height);
                foreach (var theme in Themes)
                {
                    await page.EvaluateAsync("theme => document.documentElement.dataset.theme = theme", theme.ToString().ToLowerInvariant());
                    var name = $"{stop.Name.Replace(':', '-').Replace(' ', '_')}-{width}-{theme}.png";
                    await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name), FullPage = stop.Name.StartsWith("board", StringComparison.Ordinal) });
                }
            }

            await page.SetViewportSizeAsync(Sizes[0].Width, Sizes[0].Height);
        }, only: Environment.GetEnvironmentVariable("PICTURES_OF") ?? "");
    }

    private static async Task<ChannelId> ConnectAsync(LiveBench bench, string name, string number, string profile)
    {
        var id = (await bench.SendAsync(new CreateChannel(name, ConnectionMethod.WhatsAppWeb))).Id;
        await bench.SendAsGatewayAsync(new ObserveLogin(id, PhoneNumber.FromDigits(number)!));
        await bench.SendAsGatewayAsync(new ObserveProfile(id, profile, Picture: null));
        return id;
    }

    private static async Task HangAsync(LiveBench bench, ChannelId id)
    {
        for (var i = 0; i < 12; i++)
        {
            await bench.SendAsModuleAsync(new OpenConversation(id, new ContactAddress(PhoneNumber.FromDigits($"552199123{4000 + i}"), lid: null)));
        }

        for (var i = 0; i < 4; i++)
        {
            await bench.SendAsModuleAsync(new LinkItem(Guid.NewGuid(), LinkedKind.FollowUp, id, "Retomar o orçamento", DateTimeOffset.UtcNow));
        }
    }

    private async Task<IPage> OpenAsync(LiveBench bench, float scale)
    {
        var page = await browser.OpenAsync(bench.Address, width: 1240, height: 720, scale: scale);
        await page.SignInAsync(bench);
        await page.GotoAsync("/canais", new() { WaitUntil = WaitUntilState.NetworkIdle });
        return page;
    }
}
