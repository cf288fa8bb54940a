using System.Text.RegularExpressions;
using Channels.Domain.Access;
using Channels.Domain.LinkedData;
using Channels.Domain.UseCases.Linked;
using Channels.Domain.UseCases.People;
using Channels.Tests.Support;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd;

/// <summary>All that is done with a channel, without a mouse.</summary>
public sealed class KeyboardJourneyTests(Chromium browser)
{
    [Fact]
    public async Task Instance_IsCreatedConnectedRenamedRefreshedAndDisconnected_ByKeysAlone()
    {
        Tools.RequireBrowser();
        await using var app = await RunningApp.StartHereAsync();
        var ana = await ConsoleUser.SetUpAsync(browser, app);
        var keys = new KeyboardUser(ana.Page);
        await ana.Page.Locator("[data-alive]").WaitForAsync();
        var create = ana.Page.Locator(".board-head .create-button");

        await keys.OpenAsync(create);
        await keys.LeaveAsync(create);
        await keys.OpenAsync(create);
        await keys.ReachAsync(ana.Dialog.Locator("input[type=radio]:enabled"));
        await ArrowToAsync(keys, ana.Dialog.GetByLabel("Simulador"));
        await keys.UseAsync(keys.Button("Continuar"));
        await Assertions.Expect(ana.Dialog.GetByLabel("Nome da instância")).ToBeFocusedAsync();
        await keys.TypeAsync("Vendas");
        await keys.PressAsync("Enter");
        var link = ana.Dialog.GetByRole(AriaRole.Link, new() { Name = "Abrir celular virtual" });
        await link.WaitForAsync();
        await keys.StaysInsideAsync();
        await keys.LeaveAsync();
        await IsSomewhereAsync(ana.Page);

        var card = ana.Card("Vendas");
        var connect = card.Locator("[data-action=Connect]");
        await keys.OpenAsync(connect);
        await keys.LeaveAsync(connect);
        await keys.OpenAsync(connect);
        await LinkPhoneAsync(app, (await link.GetAttributeAsync("href"))!);
        await keys.UseAsync(keys.Button("Concluir"));
        await ana.SeesAsync("Vendas", "Conectado");
        await Assertions.Expect(ana.Dialog).ToHaveCountAsync(0);
        await IsSomewhereAsync(ana.Page);

        await keys.OpenAsync(card.Locator("[data-action=Rename]"));
        await keys.ReachAsync(ana.Dialog.GetByLabel("Nome da instância"));
        await keys.PressAsync("Control+A");
        await keys.TypeAsync("Balcão");
        await keys.PressAsync("Enter");
        card = ana.Card("Balcão");
        await Assertions.Expect(card.Locator("[data-action=Rename]")).ToBeFocusedAsync();

        await keys.UseAsync(card.Locator("[data-action=Refresh]"));
        await Assertions.Expect(card.Locator("sign-of-life, just-checked")).ToHaveTextAsync("confirmado agora");
        await Assertions.Expect(card.Locator("[data-action=Refresh]")).ToBeFocusedAsync();

        var more = card.GetByRole(AriaRole.Button, new() { Name = "Mais ações de Balcão" });
        await keys.UseAsync(more);
        await Assertions.Expect(ana.Page.Locator("[role=menuitem]:focus")).ToBeAttachedAsync();
        await keys.PressAsync("Escape");
        await Assertions.Expect(more).ToBeFocusedAsync();
        await keys.ChooseAsync(more, "Desconectar");
        await keys.StaysInsideAsync();
        await keys.LeaveAsync(more);
        await keys.ChooseAsync(more, "Desconectar");
        await keys.UseAsync(ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Desconectar", Exact = true }));
        await ana.SeesAsync("Balcão", "Desconectado");
        await Assertions.Expect(more).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Board_IsFilteredAndAHistoryRead_ByKeysAlone()
    {
        Tools.RequireBrowser();
        await using var bench = await LiveBench.StartAsync(instances: 2);
        var page = await OpenBoardAsync(bench);
        var keys = new KeyboardUser(page);
        var heading = page.GetByRole(AriaRole.Heading, new() { Name = "Canais — WhatsApp" });

        await keys.ReachAsync(page.GetByRole(AriaRole.Searchbox));
        await keys.TypeAsync("Loja 2");
        await Assertions.Expect(page.GetByRole(AriaRole.Article)).ToHaveCountAsync(1);
        await keys.TypeAsync("?");
        await keys.UseAsync(page.Locator(".nothing button"));
        await Assertions.Expect(page.GetByRole(AriaRole.Article)).ToHaveCountAsync(2);
        await Assertions.Expect(heading).ToBeFocusedAsync();

        await keys.ReachAsync(page.Locator("[data-chip]").Nth(1));
        await keys.PressAsync("Space");
        await Assertions.Expect(page.Locator("[data-chip]").Nth(1)).ToHaveAttributeAsync("aria-pressed", "true");
        await keys.ReachAsync(page.Locator("[data-chip]").First);

        await keys.PressAsync("Space");
        await keys.ChooseAsync(page.GetByRole(AriaRole.Button, new() { Name = "Mais ações de Loja 1" }), "Histórico");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/historico$"));
        await Assertions.Expect(page.Locator("h1")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Shift+Tab");
        await Assertions.Expect(page.Locator(".back a")).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        await Assertions.Expect(heading).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Instance_IsRemovedIntoAnother_ByKeysAlone()
    {
        Tools.RequireBrowser();
        await using var bench = await LiveBench.StartAsync(instances: 3);
        await bench.SendAsModuleAsync(new LinkItem(Guid.NewGuid(), LinkedKind.Prompt, bench.Channels[0], "Boas-vindas"));
        var page = await OpenBoardAsync(bench);
        var keys = new KeyboardUser(page);
        var remove = page.Locator($"[data-channel='{bench.Channels[0]}'] [data-action=Remove]");

        await keys.UseAsync(remove);
        await keys.Dialog.GetByRole(AriaRole.Radio).First.WaitForAsync();
        await keys.StaysInsideAsync();
        await keys.LeaveAsync(remove);
        await keys.UseAsync(remove);
        await keys.Dialog.GetByRole(AriaRole.Radio).First.WaitForAsync();
        await keys.ReachAsync(keys.Dialog.GetByRole(AriaRole.Radio).First);
        await ArrowToAsync(keys, keys.Dialog.GetByRole(AriaRole.Radio).Nth(1));
        await keys.UseAsync(keys.Button("Mover e remover"));
        await keys.Dialog.Locator(".receipt").WaitForAsync();
        await keys.StaysInsideAsync();
        await keys.UseAsync(keys.Button("Concluir"));

        await Assertions.Expect(remove).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Canais — WhatsApp" })).ToBeFocusedAsync();
    }

    [Fact]
    public async Task OneTimeLink_TakesTheFocusFromItsMenu_AndGivesItBack()
    {
        Tools.RequireBrowser();
        await using var bench = await LiveBench.StartAsync(instances: 0);
        await bench.SendAsync(new InvitePerson("beto@loja.example", "Beto", Role.Operator));
        var page = await OpenBoardAsync(bench);
        await page.GotoAsync("/usuarios");
        var keys = new KeyboardUser(page);
        var more = page.GetByRole(AriaRole.Button, new() { Name = "Mais ações de Beto" });

        await ConsoleUser.InteractiveAsync(more, page.GetByRole(AriaRole.Menu));
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Gerar link" }).ClickAsync();
        await keys.Dialog.Locator(".copy-row").WaitForAsync();
        await keys.StaysInsideAsync();
        await keys.UseAsync(keys.Dialog.Locator(".mud-dialog-actions button"));

        await Assertions.Expect(more).ToBeFocusedAsync();
    }

    private async Task<IPage> OpenBoardAsync(LiveBench bench)
    {
        var page = await browser.OpenAsync(bench.Address);
        await page.SignInAsync(bench);
        await page.GotoAsync("/canais");
        await page.Locator("[data-alive]").WaitForAsync();
        return page;
    }

    /// <summary>What belongs to somebody with a phone, not to the one at the console.</summary>
    private async Task LinkPhoneAsync(RunningApp app, string address)
    {
        var phone = await browser.OpenAsync(app.Address, width: 360, height: 740);
        await phone.GotoAsync(address);
        await phone.GetByLabel("Número do celular").PressAsync("Enter");
        await Assertions.Expect(phone).ToHaveURLAsync(new Regex("/simulador/celular/"));
    }

    private static async Task ArrowToAsync(KeyboardUser keys, ILocator radio)
    {
        for (var tries = 0; tries < 5 && !await radio.IsCheckedAsync(); tries++)
        {
            await keys.PressAsync("ArrowDown");
        }

        await Assertions.Expect(radio).ToBeCheckedAsync();
    }

    /// <summary>The focus is on something: who presses Tab next does not begin at the top of the page.</summary>
    private static Task IsSomewhereAsync(IPage page) =>
        Assertions.Expect(page.Locator("main :focus")).ToHaveCountAsync(1);
}
