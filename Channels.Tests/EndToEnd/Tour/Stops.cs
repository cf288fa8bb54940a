using Channels.App.Features.Board;
using Channels.Domain;
using Channels.Domain.Ports;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd.Tour;

/// <summary>Every page and every dialog. Each stop starts with a navigation, so that none depends on another.</summary>
internal sealed class Stops(TourWorld world)
{
    private static readonly ReasonCode[] Stages =
    [
        ReasonCode.NeverConnected, ReasonCode.Opening, ReasonCode.CodeOnScreen, ReasonCode.CodeExpired, ReasonCode.CodeScanned,
        ReasonCode.PasskeyRequired, ReasonCode.Reconnecting, ReasonCode.PairingFailed, ReasonCode.WrongNumber, ReasonCode.Connected,
    ];

    public IEnumerable<Stop> All() =>
    [
        new("board", page => OpenAsync(page, "/canais", "[data-view=Cards]", "article")),
        Page("board: nothing found", "/canais?busca=%3F", ".nothing"),
        Page("timeline", $"/canais/{world[ReasonCode.Connected]}/historico", "h1"),
        Page("audit", "/auditoria", "h1"),
        Page("alerts", "/alertas", ".alerts-form"),
        Page("users", "/usuarios", "li"),
        Page("password", "/conta/senha", "main form"),
        Page("no access", "/sem-acesso", "h1"),
        Page("not found", "/nada-aqui", "h1"),
        Page("sign in", "/entrar", "form") with { SignedIn = false },
        Page("choose a password", PasswordPath, "form") with { SignedIn = false },
        .. Stages.Select(stage => Page($"connect: {stage}", $"/canais/{world[stage]}/conectar", "[role=dialog]")),
        Page("connect: simulator", $"/canais/{world.Simulated}/conectar", "[role=dialog]"),
        new("user menu", page => OpenAsync(page, "/canais", ".user > button", "[role=menu]")),
        new("card menu", page => OpenAsync(page, "/canais", $"{Card(ReasonCode.Connected)} .icon-btn", "[role=menu]")),
        new("create: method", page => OpenAsync(page, "/canais", ".create-button", "[role=dialog]")),
        new("create: name", CreateAsync),
        Dialog("rename", ReasonCode.Connected, CardAction.Rename),
        Dialog("remove: nothing linked", ReasonCode.NeverConnected, CardAction.Remove),
        Dialog("remove: destination", ReasonCode.Connected, CardAction.Remove),
        new("disconnect", page => ChooseAsync(page, CardAction.Disconnect)),
        new("invite", page => OpenAsync(page, "/usuarios", ".users-head button", "[role=dialog]")),
        new("virtual phone", PhoneAsync),
        // Last: it is remembered, and the first stop takes it back.
        new("board: table", page => OpenAsync(page, "/canais", "[data-view=Table]", "tbody tr")),
    ];

    private string PasswordPath =>
        $"/senha?u={Uri.EscapeDataString(world.Invitation.UserId)}&t={Uri.EscapeDataString(world.Invitation.Token)}";

    private static Stop Page(string name, string path, string shown) => new(name, async page =>
    {
        await page.GotoAsync(path);
        await page.Locator(shown).First.WaitForAsync();
    });

    private Stop Dialog(string name, ReasonCode of, CardAction action) =>
        new(name, page => OpenAsync(page, "/canais", $"{Card(of)} [data-action={action}]", "[role=dialog]"));

    private string Card(ReasonCode code) => $"[data-channel='{world[code]}']";

    private async Task ChooseAsync(IPage page, CardAction action)
    {
        await OpenAsync(page, "/canais", $"{Card(ReasonCode.Connected)} .icon-btn", "[role=menu]");
        await page.Locator($"[role=menu] [data-action={action}]").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).WaitForAsync();
    }

    private static async Task CreateAsync(IPage page)
    {
        await OpenAsync(page, "/canais", ".create-button", "[role=dialog]");
        await page.Locator("[role=dialog] input[type=radio]").First.CheckAsync();
        await page.Locator("[role=dialog] .btn.primary").ClickAsync();
        await page.Locator("#create").WaitForAsync();
        await page.Locator("[role=dialog] .btn.primary").ClickAsync();
        await page.Locator("[role=dialog] [aria-invalid=true]").WaitForAsync();
    }

    private async Task PhoneAsync(IPage page)
    {
        var phone = await world.Bench.Get<IVirtualPhones>().OfAsync(world.Simulated);
        await page.GotoAsync($"/simulador/celular/{phone.Key}");
        await page.Locator("h1").WaitForAsync();
    }

    private static async Task OpenAsync(IPage page, string path, string button, string opened)
    {
        await page.GotoAsync(path);
        await ConsoleUser.InteractiveAsync(page.Locator(button), page.Locator(opened).First);
    }
}
