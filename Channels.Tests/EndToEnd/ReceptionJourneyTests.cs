using Channels.Domain;
using Channels.Domain.Messages;
using Channels.Domain.UseCases.Messages;
using Channels.Domain.UseCases.Observe;
using Channels.Tests.Support;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd;

/// <summary>A channel that hears nobody, and a server whose clock is wrong, as people see them.</summary>
public sealed class ReceptionJourneyTests(Chromium browser)
{
    [Fact]
    public async Task Deaf_TurnsTheCardIntoAWarning_AndBack_WhileSomebodyLooks()
    {
        Tools.RequireBrowser();
        await using var bench = await LiveBench.StartAsync(instances: 2);
        var page = await browser.OpenAsync(bench.Address);
        await page.SignInAsync(bench);
        await page.GotoAsync("/canais");
        var card = page.Locator($"[data-channel='{bench.Channels[0]}']");
        await Assertions.Expect(card).ToBeVisibleAsync();

        await bench.SendAsGatewayAsync(new ObserveLine(bench.Channels[0], new StatusReason(ReasonCode.ConnectedDeaf)));

        await Assertions.Expect(card).ToContainTextAsync("As mensagens de vários clientes chegam, mas não podem ser lidas.");
        await Assertions.Expect(card).ToContainTextAsync("desconecte esta instância e conecte de novo");
        await Assertions.Expect(card).ToContainTextAsync("Conectado");

        await bench.ReceiveAsync(bench.Channels[0], DateTimeOffset.UtcNow);
        await Assertions.Expect(card).Not.ToContainTextAsync("não podem ser lidas");
    }

    [Fact]
    public async Task History_ShowsWhatWasNotUsed_AndTheClock_ToAdministrators()
    {
        Tools.RequireBrowser();
        await using var bench = await LiveBench.StartAsync(instances: 1);
        await bench.SendAsGatewayAsync(new CountUnused(bench.Channels[0], new Dictionary<MessageKind, int>
        {
            [MessageKind.Group] = 1234,
            [MessageKind.Unreadable] = 2,
            [MessageKind.PhoneOnly] = 7,
            [MessageKind.History] = 80,
        }));
        await bench.SendAsGatewayAsync(
            new ObserveLogin(bench.Channels[0], PhoneNumber.FromDigits("5511970000000")!) { ClockAhead = TimeSpan.FromMinutes(-5) });
        var page = await browser.OpenAsync(bench.Address);
        await page.SignInAsync(bench);
        await page.GotoAsync("/canais");
        await Assertions.Expect(page.Locator("[data-clock]")).ToContainTextAsync("5 min adiantado");

        await page.GotoAsync($"/canais/{bench.Channels[0]}/historico");
        await Assertions.Expect(page.Locator("[data-clock]")).ToContainTextAsync("5 min adiantado");
        await page.GetByText("Recebido e não usado").ClickAsync();
        await Assertions.Expect(page.Locator("[data-kind=Group]")).ToContainTextAsync("1.234");
        await Assertions.Expect(page.Locator("[data-kind=Unreadable]")).ToBeVisibleAsync();
    }
}
