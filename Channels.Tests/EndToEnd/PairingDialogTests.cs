using System.Text.RegularExpressions;
using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.Observe;
using Channels.Tests.Support;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd;

/// <summary>What the connect dialog does when a code changes, runs out, or cannot be had.</summary>
public sealed class PairingDialogTests(Chromium browser)
{
    private const string Number = "5511987654321";

    [Fact]
    public async Task Code_AtItsDeadline_IsReplacedInPlaceAndTheNewOneWorks()
    {
        await using var world = await ConsoleWorld.StartAsync(browser, ("WhatsAppWeb:CodeLifetime", "00:00:03"));
        var ana = world.Administrator;
        await ana.CreateAsync("Vendas");
        var first = await ana.ReadCodeAsync();
        var drawn = await ana.Dialog.Locator("svg.qr path").GetAttributeAsync("d");

        await Assertions.Expect(ana.Dialog.Locator("svg.qr path")).Not.ToHaveAttributeAsync("d", drawn!);
        var second = await ana.ReadCodeAsync();

        Assert.NotEqual(first, second);
        await world.WhatsApp.AddPhoneAsync(Number);
        await world.WhatsApp.DoAsync(Number, "scan", new { qr = second });
        await ana.SeesAsync("Vendas", "Conectado");
    }

    [Fact]
    public async Task Code_SeenLate_CountsDownFromWhereItIs()
    {
        Tools.RequireBrowser();
        await using var bench = await LiveBench.StartAsync(instances: 0);
        var id = (await bench.SendAsync(new CreateChannel("Vendas", ConnectionMethod.WhatsAppWeb))).Id;
        await bench.SendAsGatewayAsync(new ObserveLine(id, new StatusReason(ReasonCode.CodeOnScreen)));
        bench.Get<IPairingCodes>().Show(
            id, new PairingCode("código", DateTimeOffset.UtcNow.AddMinutes(2)) { Lifetime = TimeSpan.FromMinutes(10) });
        var page = await browser.OpenAsync(bench.Address);
        await page.SignInAsync(bench);

        await page.GotoAsync($"/canais/{id}/conectar");

        await Assertions.Expect(page.Locator("count-down [data-left]")).ToHaveAttributeAsync("data-left", new Regex("\\d+ s"));
        var left = await page.Locator("count-down [data-bar]").EvaluateAsync<double>("bar => new DOMMatrix(getComputedStyle(bar).transform).a");
        Assert.InRange(left, 0, 0.2);
    }

    [Fact]
    public async Task Codes_RunOut_AreCoveredAndANewOneCanBeMade()
    {
        await using var world = await ConsoleWorld.StartAsync(browser, ("WhatsAppWeb:CodeLifetime", "00:00:02"));
        await world.WhatsApp.SetModeAsync(new { refs = 2 });
        var ana = world.Administrator;
        await ana.CreateAsync("Vendas");
        await Assertions.Expect(ana.Dialog.Locator("svg.qr")).ToBeVisibleAsync();

        await Assertions.Expect(ana.Dialog.GetByText("O código expirou").First).ToBeVisibleAsync();
        await Assertions.Expect(ana.Page.Locator("svg.qr")).ToHaveCountAsync(0);
        await ana.SeesAsync("Vendas", "Desconectado");
        // Time enough for a slow machine to take the picture and read it.
        await world.WhatsApp.SetModeAsync(new { refs = 20 });
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Gerar novo código" }).ClickAsync();

        await world.ScanAsync(Number, "Loja Centro");
        await ana.SeesAsync("Vendas", "Conectado");
    }

    [Fact]
    public async Task Reload_DuringPairing_BringsTheDialogBackWithTheSameCode()
    {
        await using var world = await ConsoleWorld.StartAsync(browser);
        var ana = world.Administrator;
        await ana.CreateAsync("Vendas");
        var code = await ana.ReadCodeAsync();
        await Assertions.Expect(ana.Page).ToHaveURLAsync(new Regex("/canais/[0-9a-f-]+/conectar$"));

        await ana.Page.ReloadAsync();

        Assert.Equal(code, await ana.ReadCodeAsync());
        await world.WhatsApp.AddPhoneAsync(Number);
        await world.WhatsApp.DoAsync(Number, "scan", new { qr = code });
        await ana.SeesAsync("Vendas", "Conectado");
    }

    [Fact]
    public async Task AnotherInstance_ConnectsMeanwhile_LeavesTheDialogAlone()
    {
        await using var world = await ConsoleWorld.StartAsync(browser);
        var ana = world.Administrator;
        var eva = await ana.InviteAsync("Eva", "eva@loja.example", role: "Administrador");
        await ana.CreateAsync("Vendas");
        var code = await ana.ReadCodeAsync();

        await eva.CreateAsync("Suporte");
        await world.WhatsApp.AddPhoneAsync("5521912345678");
        await world.WhatsApp.DoAsync("5521912345678", "scan", new { qr = await eva.ReadCodeAsync() });
        await ana.SeesAsync("Suporte", "Conectado");

        await Assertions.Expect(ana.Dialog).ToContainTextAsync("Vendas");
        Assert.Equal(code, await ana.ReadCodeAsync());
    }

    [Fact]
    public async Task Passkey_Wanted_IsExplainedAtOnce()
    {
        await using var world = await ConsoleWorld.StartAsync(browser);
        var ana = world.Administrator;
        await world.WhatsApp.AddPhoneAsync(Number, new { passkey = true });
        await ana.CreateAsync("Vendas");

        var refused = await Assert.ThrowsAnyAsync<Exception>(async () =>
            await world.WhatsApp.DoAsync(Number, "scan", new { qr = await ana.ReadCodeAsync() }));

        Assert.Contains("passkey-required", refused.Message, StringComparison.Ordinal);
        await Assertions.Expect(ana.Dialog.GetByText("O WhatsApp pede uma chave de acesso").First).ToBeVisibleAsync();
        await Assertions.Expect(ana.Page.Locator("svg.qr")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("503", "HTTP 503")]
    [InlineData("\"hang\"", "não houve resposta a tempo")]
    public async Task NoCode_NamesTheReasonAndOffersToTryAgain(string upgrade, string reason)
    {
        await using var world = await ConsoleWorld.StartAsync(browser, ("WhatsAppWeb:CodeDeadline", "00:00:05"));
        var ana = world.Administrator;
        await world.WhatsApp.SetModeAsync(new { upgrade = System.Text.Json.JsonDocument.Parse(upgrade).RootElement });

        await ana.CreateAsync("Vendas");

        await Assertions.Expect(ana.Dialog).ToContainTextAsync(reason);
        await world.WhatsApp.SetModeAsync(new { upgrade = "ok" });
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Conectar", Exact = true }).ClickAsync();
        await ana.ReadCodeAsync();
    }

    [Fact]
    public async Task DemotedAdministrator_WithTheDialogOpen_GetsNoFurtherCode()
    {
        await using var world = await ConsoleWorld.StartAsync(browser);
        var ana = world.Administrator;
        var eva = await ana.InviteAsync("Eva", "eva@loja.example", role: "Administrador");
        await eva.CreateAsync("Vendas");
        await eva.ReadCodeAsync();

        await ana.Page.GotoAsync("/usuarios");
        await ana.ChooseAboutAsync("Eva", "Tornar operador");

        await Assertions.Expect(eva.Page.Locator("svg.qr")).ToHaveCountAsync(0);
        await Assertions.Expect(eva.Page.GetByRole(AriaRole.Button, new() { Name = "Criar Nova Instância" })).ToHaveCountAsync(0);
    }
}
