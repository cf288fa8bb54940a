using System.Text.RegularExpressions;
using Channels.Tests.Support;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd;

/// <summary>Who looks at a code and closes it again hides no outage by that.</summary>
public sealed class AttemptJourneyTests(Chromium browser)
{
    private const string Number = "5511987654321";

    [Fact]
    public async Task CodeThatNobodyScans_LeavesTheInstanceDownAsItWas()
    {
        await using var world = await ConsoleWorld.StartAsync(browser, ("WhatsAppWeb:CodeLifetime", "00:00:03"));
        await world.WhatsApp.SetModeAsync(new { refs = 20 });
        var ana = world.Administrator;
        await world.ConnectAsync("Vendas", Number);
        await world.WhatsApp.DoAsync(Number, "unlink");
        await ana.SeesAsync("Vendas", "Desconectado", "O aparelho foi desconectado pelo celular");
        var since = await SinceAsync(ana);

        await world.WhatsApp.SetModeAsync(new { refs = 2 });
        await ana.DoAsync("Vendas", "Conectar");
        await ana.LeaveCodeAsync();
        await ana.SeesAsync("Vendas", "Connecting", "Sem conexão desde");
        await CountsAsync(ana);

        await ana.SeesAsync("Vendas", "Desconectado", "Última tentativa: o código expirou");
        await ana.SeesAsync("Vendas", "Desconectado", "O aparelho foi desconectado pelo celular");
        await CountsAsync(ana);
        await ana.Page.ReloadAsync();
        await ana.SeesAsync("Vendas", "Desconectado", "Última tentativa: o código expirou");
        Assert.Equal(since, await SinceAsync(ana));

        await world.WhatsApp.SetModeAsync(new { refs = 20 });
        await ana.Page.Locator("[data-alive]").WaitForAsync();
        await ana.DoAsync("Vendas", "Conectar");
        await world.WhatsApp.DoAsync(Number, "scan", new { qr = await ana.ReadCodeAsync() });
        await ana.SeesAsync("Vendas", "Conectado");
        await Assertions.Expect(ana.Card("Vendas")).Not.ToContainTextAsync("Última tentativa");
    }

    private static Task<string?> SinceAsync(ConsoleUser user) =>
        user.Card("Vendas").Locator("local-time").First.GetAttributeAsync("datetime");

    private static async Task CountsAsync(ConsoleUser user)
    {
        await Assertions.Expect(user.Page).ToHaveTitleAsync(new Regex(@"^\(1\)"));
        await Assertions.Expect(user.Page.Locator("[data-chip]").Filter(new() { HasText = "Com problema" })).ToContainTextAsync("1");
    }
}
