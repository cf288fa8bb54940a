using Channels.App.Components;
using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Tests.Support;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd.Tour;

/// <summary>Every page and every dialog. Each stop starts with a navigation, so that none depends on another.</summary>
/// <param name="narrow">
/// Dialogs open over the one card that they are about, in place of the whole board: what lies behind them has stops of its own.
/// </param>
internal sealed class Stops(TourWorld world, bool narrow = false)
{
    private static readonly ReasonCode[] Stages =
    [
        ReasonCode.NeverConnected, ReasonCode.Opening, ReasonCode.CodeOnScreen, ReasonCode.CodeExpired, ReasonCode.CodeScanned,
        ReasonCode.PasskeyRequired, ReasonCode.Reconnecting, ReasonCode.PairingFailed, ReasonCode.WrongNumber, ReasonCode.Connected,
        ReasonCode.CodeToType, ReasonCode.CodeTyped, ReasonCode.CodeMistyped, ReasonCode.CodeNotTyped,
    ];

    public IEnumerable<Stop> All() =>
    [
        new("board", page => OpenAsync(page, "/canais", "[data-view=Cards]", "article")),
        Page("board: nothing found", "/canais?busca=%3F", ".nothing"),
        Page("wall", "/canais/tv", "main li"),
        Page("timeline", $"/canais/{world[ReasonCode.Connected]}/historico", "h1"),
        Page("timeline: unknown", $"/canais/{Guid.Empty}/historico", ".page-message"),
        Page("queue", $"/canais/{world[ReasonCode.Reconnecting]}/fila", "[data-message]"),
        new("queue: discard", page => DecideAsync(page, "Discard")),
        Page("audit", "/auditoria", ".lines li"),
        Page("audit: people", "/auditoria?mostrar=pessoas", ".lines li"),
        Page("alerts", "/alertas", ".alerts-form"),
        new("alerts: unfolded", UnfoldAlertsAsync),
        Page("users", "/usuarios", "li"),
        .. new IntegrationStops(world).All(),
        Page("sessions", "/conta/sessoes", ".sessions li"),
        Page("password", "/conta/senha", "main form"),
        Page("no access", "/sem-acesso", "h1"),
        Page("not found", "/nada-aqui", "h1"),
        Page("sign in", "/entrar", "form") with { By = Visitor.Stranger },
        new("sign in: nothing typed", SendNothingAsync) { By = Visitor.Stranger },
        Page("choose a password", PasswordPath, "form") with { By = Visitor.Stranger },
        Page("choose a password: used link", "/senha?u=a&t=b", "[data-gone]") with { By = Visitor.Stranger },
        .. Stages.Concat(TourWorld.Official).Select(stage => new Stop($"connect: {stage}", page => ConnectAsync(page, stage))),
        new("connect: wrong PIN", MistypePinAsync),
        new("connect: token", page => EnterTokenAsync(page)),
        new("connect: token at 360 px", page => EnterTokenAsync(page)) { Width = 360 },
        new("connect: taken over without the word", MistypeWordAsync),
        Page("connect: another account", $"/canais/{world[ReasonCode.ConnectedExpiresSoon]}/conectar?facebook=outra-conta", "[role=dialog] .note"),
        Page("connect: not renewed", $"/canais/{world[ReasonCode.ConnectedExpiresSoon]}/conectar?facebook=nao-renovada", "[role=dialog] .note"),
        Page("return that is not valid", "/canais?facebook=invalida", ".mud-snackbar"),
        new("disconnect: official", page => ChooseAsync(page, ReasonCode.ConnectedPaymentMissing, CardAction.Disconnect)),
        new("create: official", CreateOfficialAsync),
        Page("connect: simulator", $"/canais/{world.Simulated}/conectar", "[role=dialog]"),
        new("user menu", page => OpenAsync(page, $"/canais{Little}", ".user > button", "[role=menu]")),
        new("card menu", page => OpenAsync(page, $"/canais{About(ReasonCode.Connected)}", $"{Card(ReasonCode.Connected)} .icon-btn", "[role=menu]")),
        new("create: method", page => OpenAsync(page, $"/canais{Little}", ".create-button", "[role=dialog]")),
        new("create: name", CreateAsync),
        Dialog("rename", ReasonCode.Connected, CardAction.Rename),
        Dialog("remove: nothing linked", ReasonCode.NeverConnected, CardAction.Remove),
        Dialog("remove: destination", ReasonCode.Connected, CardAction.Remove),
        Dialog("remove: queue", ReasonCode.Reconnecting, CardAction.Remove),
        new("disconnect: queue", page => ChooseAsync(page, ReasonCode.Reconnecting, CardAction.Disconnect)),
        new("disconnect", page => ChooseAsync(page, ReasonCode.Connected, CardAction.Disconnect)),
        new("invite", page => OpenAsync(page, "/usuarios", ".users-head button", "[role=dialog]")),
        new("virtual phone", PhoneAsync),
        Dialog("rename at 360 px", ReasonCode.Connected, CardAction.Rename) with { Width = 360 },
        new("connect: number for a code", AskForCodeAsync),
        new("connect: wrong number for a code", MistypeNumberAsync),
        new("test message", page => ChooseAsync(page, ReasonCode.Connected, CardAction.TestSend)),
        new("proxy", page => ChooseAsync(page, ReasonCode.Connected, CardAction.Proxy)),
        new("proxy at 360 px", page => ChooseAsync(page, ReasonCode.Connected, CardAction.Proxy)) { Width = 360 },
        new("test message: not connected", page => ChooseAsync(page, ReasonCode.LoggedOutOnPhone, CardAction.TestSend)),
        new("remove: receipt", FinishRemovalAsync),
        new("one-time link", MakeLinkAsync),
        new("alerts: renew the secret", AskForSecretAsync),
        new("alerts: secret", ShowSecretAsync),
        new("browser lost the console", page => LoseAsync(page, "components-reconnect-show")),
        new("browser gave up on the console", page => LoseAsync(page, "components-reconnect-failed")),
        Page("board at 360 px", "/canais", "article") with { Width = 360 },
        new("drawer at 360 px", page => OpenAsync(page, "/canais", ".to-menu", "#menu nav")) { Width = 360 },
        // In this order: the console that nobody used grows with them.
        Page("setup", "/setup", "form") with { By = Visitor.Founder },
        new("empty board", OpenFirstBoardAsync) { By = Visitor.Founder },
        new("remove: successor", ReplaceLastAsync) { By = Visitor.Founder },
        // Last: it is remembered, and the first stop takes it back.
        new("board: table", page => OpenAsync(page, "/canais", "[data-view=Table]", "tbody tr")),
    ];

    private string PasswordPath =>
        $"/senha?u={Uri.EscapeDataString(world.Invitation.UserId)}&t={Uri.EscapeDataString(world.Invitation.Token)}";

    internal static Stop Page(string name, string path, string shown) => new(name, async page =>
    {
        await page.GotoAsync(path);
        await page.Locator(shown).First.WaitForAsync();
    });

    // Once the board is alive, from dialog to dialog by its own router, which takes a third of the time of a new document.
    private async Task ConnectAsync(IPage page, ReasonCode stage)
    {
        var path = $"/canais/{world[stage]}/conectar{About(stage)}";
        if (await page.Locator(":root:has([data-alive]) [role=dialog] h2").CountAsync() > 0)
        {
            await page.EvaluateAsync("path => Blazor.navigateTo(path)", path);
        }
        else
        {
            await page.GotoAsync(path);
        }

        await page.Locator($":root:has([data-alive]) [role=dialog] h2:has-text('{world.NameOf(stage)}')").WaitForAsync();
    }

    private static async Task SendNothingAsync(IPage page)
    {
        await page.GotoAsync("/entrar");
        await page.Locator("[type=submit]").ClickAsync();
        await page.Locator(".problem").First.WaitForAsync();
    }

    private Stop Dialog(string name, ReasonCode of, CardAction action) =>
        new(name, page => OpenAsync(page, $"/canais{About(of)}", $"{Card(of)} [data-action={action}]", "[role=dialog]"));

    private string Little => About(ReasonCode.Connected);

    private string About(ReasonCode code) => narrow ? $"?busca={Uri.EscapeDataString(world.NameOf(code))}" : "";

    private string Card(ReasonCode code) => $"[data-channel='{world[code]}']";

    private async Task ChooseAsync(IPage page, ReasonCode of, CardAction action)
    {
        await OpenAsync(page, $"/canais{About(of)}", $"{Card(of)} .icon-btn", "[role=menu]");
        await page.Locator($"[role=menu] [data-action={action}]").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).WaitForAsync();
    }

    private async Task DecideAsync(IPage page, string step)
    {
        await page.GotoAsync($"/canais/{world[ReasonCode.Reconnecting]}/fila");
        await page.Locator("[data-alive]").WaitForAsync();
        await page.Locator(".choose input").CheckAsync();
        await page.Locator($"[data-step={step}]").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).WaitForAsync();
    }

    private async Task CreateAsync(IPage page)
    {
        await OpenAsync(page, $"/canais{Little}", ".create-button", "[role=dialog]");
        await page.Locator("[role=dialog] input[type=radio]").First.CheckAsync();
        await page.Locator("[role=dialog] .btn.primary").ClickAsync();
        await page.Locator("#create").WaitForAsync();
        await page.Locator("[role=dialog] .btn.primary").ClickAsync();
        await page.Locator("[role=dialog] [aria-invalid=true]").WaitForAsync();
    }

    private async Task CreateOfficialAsync(IPage page)
    {
        await OpenAsync(page, $"/canais{Little}", ".create-button", "[role=dialog]");
        await page.Locator("[data-method=MetaCloud] input").CheckAsync();
        await page.Locator("[role=dialog] .btn.primary").ClickAsync();
        await page.Locator("#create .next").WaitForAsync();
    }

    private async Task MistypePinAsync(IPage page)
    {
        await page.GotoAsync($"/canais/{world[ReasonCode.PinWrong]}/conectar{About(ReasonCode.PinWrong)}");
        await page.Locator("#official-pin").FillAsync("123");
        await page.Locator("[form=pin]").ClickAsync();
        await page.Locator("[aria-invalid=true]").WaitForAsync();
    }

    private async Task EnterTokenAsync(IPage page)
    {
        await page.GotoAsync($"/canais/{world[ReasonCode.AuthorizationRefused]}/conectar{About(ReasonCode.AuthorizationRefused)}");
        await page.Locator("[role=dialog] .other button").ClickAsync();
        await page.Locator("#official-token").FillAsync("um token");
        await page.Locator("[form=token]").ClickAsync();
        await page.Locator("[aria-invalid=true]").WaitForAsync();
    }

    private async Task MistypeWordAsync(IPage page)
    {
        await page.GotoAsync($"/canais/{world[ReasonCode.NumberLeftApi]}/conectar{About(ReasonCode.NumberLeftApi)}");
        await page.Locator("#official-takeover").FillAsync("123");
        await page.Locator("[form=takeover]").ClickAsync();
        await page.Locator("[aria-invalid=true]").WaitForAsync();
    }

    private async Task PhoneAsync(IPage page)
    {
        var phone = await world.Bench.Get<IVirtualPhones>().OfAsync(world.Simulated);
        await page.GotoAsync($"/simulador/celular/{phone.Key}");
        await page.Locator("h1").WaitForAsync();
    }

    private async Task AskForCodeAsync(IPage page)
    {
        await page.GotoAsync($"/canais/{world[ReasonCode.NeverConnected]}/conectar{About(ReasonCode.NeverConnected)}");
        await page.Locator(".ways button").Nth(1).ClickAsync();
        await page.Locator("[role=dialog] form").WaitForAsync();
    }

    private async Task MistypeNumberAsync(IPage page)
    {
        await AskForCodeAsync(page);
        await page.Locator("[role=dialog] form input").FillAsync("123");
        await page.Locator("[role=dialog] form [type=submit]").ClickAsync();
        await page.Locator("[role=dialog] [aria-invalid=true]").WaitForAsync();
    }

    private async Task FinishRemovalAsync(IPage page)
    {
        var removed = await world.AddRemovableAsync();
        await OpenAsync(page, "/canais", $"[data-channel='{removed}'] [data-action={CardAction.Remove}]", "[role=dialog] fieldset");
        await page.Locator("[role=dialog] input[type=radio]").First.CheckAsync();
        await page.Locator("[role=dialog] .btn.danger").ClickAsync();
        await page.Locator("[role=dialog] .receipt").WaitForAsync();
    }

    private static async Task MakeLinkAsync(IPage page)
    {
        await OpenAsync(page, "/usuarios", "li:has-text('davi@loja.example') button", ".mud-menu-item");
        await page.Locator(".mud-menu-item").Nth(1).ClickAsync();
        await page.Locator("[role=dialog] .copy-row").WaitForAsync();
    }

    // Each route is folded while it is off.
    private static async Task UnfoldAlertsAsync(IPage page)
    {
        await page.GotoAsync("/alertas");
        await page.Locator("[data-alive]").WaitForAsync();
        foreach (var route in await page.Locator("[role=switch]").AllAsync())
        {
            await route.CheckAsync();
        }

        await page.Locator(".secret button").WaitForAsync();
    }

    private static async Task AskForSecretAsync(IPage page)
    {
        await UnfoldAlertsAsync(page);
        await ConsoleUser.InteractiveAsync(page.Locator(".secret button"), page.Locator("[role=dialog]"));
    }

    private static async Task ShowSecretAsync(IPage page)
    {
        await AskForSecretAsync(page);
        await page.Locator("[role=dialog] .btn.primary").ClickAsync();
        await page.Locator("[role=dialog] .copy-row").WaitForAsync();
    }

    // As Blazor does it; a line that is really lost would take the stops after this one with it.
    private async Task LoseAsync(IPage page, string how)
    {
        await page.GotoAsync($"/canais{Little}");
        var banner = page.Locator("#components-reconnect-modal");
        await banner.EvaluateAsync("(banner, how) => banner.classList.add(how)", how);
        await banner.WaitForAsync();
    }

    private async Task OpenFirstBoardAsync(IPage page)
    {
        await world.Fresh.EnterAsync();
        await page.SignInAsync(world.Fresh);
        await page.GotoAsync("/canais");
        await page.Locator("[data-alive] .create-button").First.WaitForAsync();
    }

    private async Task ReplaceLastAsync(IPage page)
    {
        await world.AddLastAsync();
        await OpenAsync(page, "/canais", $"[data-action={CardAction.Remove}]", "#successor");
    }

    internal static async Task OpenAsync(IPage page, string path, string button, string opened)
    {
        await page.GotoAsync(path);
        await ConsoleUser.InteractiveAsync(page.Locator(button), page.Locator(opened).First);
    }
}
