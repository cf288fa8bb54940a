using System.Text.RegularExpressions;
using Channels.Tests.Support;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd;

/// <summary>Messages wait, something happens to their account meanwhile, and people decide what becomes of them.</summary>
public sealed class QueueJourneyTests(Chromium browser)
{
    [Fact]
    public async Task Queue_OfABannedAccount_IsDecidedByKeys_ByTwoAtOnce_AndNotByAnOperator()
    {
        await using var world = await QueueWorld.StartAsync(browser);
        var (ana, phone) = (world.Ana, world.Phone);
        await phone.DoAsync("Cortar a conexão");
        await phone.QueueAsync(30);
        await Assertions.Expect(ana.Card("Vendas")).ToContainTextAsync("Mensagens: 24 na fila, 6 agendadas");
        await phone.DoAsync("Restabelecer a conexão");
        await phone.DoAsync("Banir de vez");

        await Assertions.Expect(ana.Card("Vendas")).ToContainTextAsync(new Regex("2[0-4] mensagens precisam de uma decisão."));
        var beto = await ana.InviteAsync("Beto", "beto@loja.example");
        await Assertions.Expect(beto.Card("Vendas")).ToContainTextAsync("mensagens precisam de uma decisão.");
        await Assertions.Expect(beto.Card("Vendas").GetByRole(AriaRole.Link)).ToHaveCountAsync(0);
        var bia = await ana.InviteAsync("Bia", "bia@loja.example", "Administrador");
        await ana.Card("Vendas").GetByRole(AriaRole.Link, new() { Name = "Decidir" }).ClickAsync();
        await Assertions.Expect(ana.Page.Locator("h1")).ToHaveTextAsync("Fila de envio");
        await beto.Page.GotoAsync(ana.Page.Url);
        await Assertions.Expect(beto.Page).ToHaveURLAsync(new Regex("/sem-acesso"));

        // Both see the same; the second one is told.
        await bia.Page.GotoAsync(ana.Page.Url);
        await bia.Page.Locator("[data-alive]").WaitForAsync();
        await bia.Page.Locator("[data-state=Undecided] input").First.CheckAsync();
        await bia.Page.Locator("[data-step=Send]").ClickAsync();
        await Assertions.Expect(bia.Dialog).ToContainTextAsync("Enviar 1 mensagem por “Vendas”?");
        var keys = new KeyboardUser(ana.Page);
        await ana.Page.Locator("[data-alive]").WaitForAsync();
        await keys.ReachAsync(ana.Page.Locator(".choose input"));
        await keys.PressAsync("Space");
        await Assertions.Expect(ana.Page.Locator(".bar p")).ToContainTextAsync("mensagens selecionadas");
        await keys.OpenAsync(ana.Page.Locator("[data-step=Discard]"));
        await keys.UseAsync(ana.Dialog.Locator(".btn.danger"));
        await Assertions.Expect(ana.Page.Locator(".form-done")).ToContainTextAsync("mensagens descartadas.");
        await Assertions.Expect(ana.Page.Locator("h1")).ToBeFocusedAsync();
        await Assertions.Expect(ana.Page.Locator(".empty")).ToHaveTextAsync("Nenhuma mensagem precisa de decisão.");

        await bia.Dialog.GetByRole(AriaRole.Button, new() { Name = "Enviar" }).ClickAsync();
        await Assertions.Expect(bia.Page.Locator(".form-done")).ToContainTextAsync("1 já tinha saído ou sido decidida por outra pessoa.");
        Assert.Equal(["6"], await Tools.QueryAsync(world.App.DataFolder, "SELECT COUNT(*) FROM OutboxContents"));
        await ana.Page.GotoAsync("/auditoria?tipo=mensagens");
        await Assertions.Expect(ana.Page.Locator(".lines li").First).ToContainTextAsync("Mensagens descartadas: 2");
    }

    [Fact]
    public async Task Removal_AsksOnce_AndTheAnswerIsTheDecision()
    {
        await using var world = await QueueWorld.StartAsync(browser);
        var (ana, phone) = (world.Ana, world.Phone);
        var support = await world.LinkAsync("Suporte", "(21) 99876-5432");
        await phone.DoAsync("Cortar a conexão");
        await phone.QueueAsync(2);

        await ana.OpenAsync("Vendas", "Remover");
        await ana.Dialog.GetByRole(AriaRole.Radio, new() { Name = "Suporte", Exact = false }).First.CheckAsync();
        await Assertions.Expect(ana.Dialog.Locator(".waiting")).ToContainTextAsync("(2 na fila)");
        await Assertions.Expect(ana.Dialog.GetByLabel("Decidir depois, na fila de envio")).ToBeCheckedAsync();
        await ana.Dialog.GetByLabel("Enviar por “Suporte”").CheckAsync();
        await ana.Page.SetViewportSizeAsync(360, 740);
        await FitsAsync(ana.Page);
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Mover e remover" }).ClickAsync();

        await Assertions.Expect(ana.Dialog).ToContainTextAsync("2 mensagens que esperavam saem por “Suporte”.");
        await Assertions.Expect(support.Page.Locator(".chat .out")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Queue_GoesThroughAnotherInstance_OnANarrowScreen()
    {
        await using var world = await QueueWorld.StartAsync(browser);
        var (ana, phone) = (world.Ana, world.Phone);
        var support = await world.LinkAsync("Suporte", "(21) 99876-5432");
        await phone.DoAsync("Cortar a conexão");
        await phone.QueueAsync(3);
        await ana.Page.SetViewportSizeAsync(360, 740);
        await ana.ChooseAsync("Vendas", "Fila de envio");
        await Assertions.Expect(ana.Page.Locator("[data-message]")).ToHaveCountAsync(3);
        await FitsAsync(ana.Page);

        await ana.Page.Locator(".choose input").CheckAsync();
        await FitsAsync(ana.Page);
        await ana.Page.Locator("[data-step=SendThrough]").ClickAsync();
        await Assertions.Expect(ana.Dialog).ToContainTextAsync("Enviar 3 mensagens de “Vendas” por outra instância?");
        await FitsAsync(ana.Page);
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Enviar" }).ClickAsync();

        await Assertions.Expect(ana.Page.Locator(".form-done")).ToHaveTextAsync("3 mensagens liberadas para envio.");
        await Assertions.Expect(support.Page.Locator(".chat .out")).ToHaveCountAsync(3);
    }

    private static async Task FitsAsync(IPage page) =>
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"), "The page is wider than the screen.");

    /// <summary>The console with one virtual phone linked, and somebody who holds it.</summary>
    private sealed class QueueWorld : IAsyncDisposable
    {
        private readonly Chromium _browser;

        private QueueWorld(Chromium browser, RunningApp app, ConsoleUser ana) => (_browser, App, Ana) = (browser, app, ana);

        public RunningApp App { get; }

        public ConsoleUser Ana { get; }

        public PhoneInHand Phone { get; private set; } = null!;

        public static async Task<QueueWorld> StartAsync(Chromium browser)
        {
            Tools.RequireBrowser();
            Tools.RequireZbarimg();
            var app = await RunningApp.StartHereAsync(("Messages:Pace", "00:00:00.2"));
            var world = new QueueWorld(browser, app, await ConsoleUser.SetUpAsync(browser, app));
            world.Phone = await world.LinkAsync("Vendas", "(11) 98765-4321");
            return world;
        }

        public async Task<PhoneInHand> LinkAsync(string instance, string number)
        {
            await Ana.OpenMethodsAsync();
            await Ana.Dialog.GetByLabel("Simulador").CheckAsync();
            await Ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Continuar" }).ClickAsync();
            await Ana.Dialog.GetByLabel("Nome da instância").FillAsync(instance);
            await Ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Criar e conectar" }).ClickAsync();
            var page = await _browser.OpenAsync(App.Address, width: 360, height: 740);
            await page.GotoAsync(await Ana.ReadCodeAsync());
            await page.GetByLabel("Número do celular").FillAsync(number);
            await page.GetByRole(AriaRole.Button, new() { Name = "Vincular" }).ClickAsync();
            await Assertions.Expect(Ana.Dialog).ToContainTextAsync("Conectado");
            await Ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Concluir" }).ClickAsync();
            await Assertions.Expect(Ana.Dialog).ToHaveCountAsync(0);
            return new PhoneInHand(page);
        }

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }

    private sealed class PhoneInHand(IPage page)
    {
        public IPage Page => page;

        /// <summary>A button does nothing until the phone's circuit is up: tried until it did.</summary>
        public async Task DoAsync(string action)
        {
            var button = page.GetByRole(AriaRole.Button, new() { Name = action });
            await button.WaitForAsync();
            await ConsoleUser.UntilAsync(button, () => button.ClickAsync(new() { Timeout = 1500 }), WaitForSelectorState.Hidden);
        }

        public async Task QueueAsync(int count)
        {
            await page.GetByLabel("Quantas mensagens").FillAsync($"{count}");
            await page.GetByRole(AriaRole.Button, new() { Name = "Pôr na fila" }).ClickAsync();
            await Assertions.Expect(page.GetByText($"{count} mensagens na fila.")).ToBeVisibleAsync();
        }
    }
}
