using System.Text.RegularExpressions;
using Channels.Tests.Support;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd;

/// <summary>A new user without a phone at hand sees the whole product.</summary>
public sealed class SimulatorJourneyTests(Chromium browser)
{
    [Fact]
    public async Task VirtualPhone_IsLinkedByItsCode_AndEverythingDoneOnItShowsOnTheCard()
    {
        Tools.RequireBrowser();
        Tools.RequireZbarimg();
        await using var app = await RunningApp.StartAsync();
        var ana = await ConsoleUser.SetUpAsync(browser, app);
        await Assertions.Expect(ana.Page.GetByText("Sem um celular à mão?")).ToBeVisibleAsync();

        await CreateAsync(ana, "Vendas");
        var address = await ana.ReadCodeAsync();
        var link = ana.Dialog.GetByRole(AriaRole.Link, new() { Name = "Abrir celular virtual" });
        await Assertions.Expect(link).ToHaveAttributeAsync("href", address);
        await Assertions.Expect(ana.Dialog).ToContainTextAsync("Simulador — não é o WhatsApp");

        var phone = await browser.OpenAsync(app.Address, width: 360, height: 740);
        await phone.GotoAsync(address);
        await phone.GetByLabel("Número do celular").FillAsync("(11) 98765-4321");
        await phone.GetByLabel("Nome do perfil").FillAsync("Loja Centro");
        await phone.GetByRole(AriaRole.Button, new() { Name = "Vincular" }).ClickAsync();
        await Assertions.Expect(phone).ToHaveURLAsync(new Regex("/simulador/celular/"));
        await Assertions.Expect(phone.GetByText("Simulador — não é o WhatsApp")).ToBeVisibleAsync();
        await Assertions.Expect(ana.Dialog).ToContainTextAsync("Conectado");
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Concluir" }).ClickAsync();
        await ana.SeesAsync("Vendas", "Conectado", "(11) 98765-4321");
        await Assertions.Expect(ana.Card("Vendas")).ToContainTextAsync("Simulador");

        await WriteAsync(phone, "Oi, tudo bem?");
        Assert.Equal(["Carla Dias|5521912345678|1"], await ConversationsAsync(app, rows => rows.Count > 0));

        await phone.GetByRole(AriaRole.Button, new() { Name = "Pouco" }).ClickAsync();
        await phone.GetByRole(AriaRole.Button, new() { Name = "Preencher" }).ClickAsync();
        await Assertions.Expect(phone.GetByText("Pronto: 21 registros criados.")).ToBeVisibleAsync();
        Assert.Equal(13, (await ConversationsAsync(app, rows => rows.Count == 13)).Count);

        await DoAsync(phone, "Cortar a conexão");
        await ana.SeesAsync("Vendas", "Connecting", "a conexão parou de responder");
        await phone.ReloadAsync();
        await DoAsync(phone, "Restabelecer a conexão");
        await ana.SeesAsync("Vendas", "Conectado");

        await DoAsync(phone, "Desvincular o aparelho");
        await ana.SeesAsync("Vendas", "Desconectado", "O aparelho foi desconectado pelo celular");
        await Assertions.Expect(phone.GetByRole(AriaRole.Status).First).ToHaveTextAsync("Não vinculado");
        Assert.DoesNotContain(address, app.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NewUser_CreatesScansFillsAndRemoves_AndGetsAReceiptForEverything()
    {
        Tools.RequireBrowser();
        Tools.RequireZbarimg();
        await using var app = await RunningApp.StartHereAsync();
        var ana = await ConsoleUser.SetUpAsync(browser, app);
        await CreateAsync(ana, "Vendas");
        var phone = await LinkAsync(ana, app);
        await phone.GetByRole(AriaRole.Button, new() { Name = "Pouco" }).ClickAsync();
        await FillAsync(phone);
        await CreateAsync(ana, "Suporte");
        await ana.LeaveCodeAsync();

        await ana.OpenAsync("Vendas", "Remover");
        await Assertions.Expect(ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Conversas abertas" })).ToBeVisibleAsync();
        await ana.Dialog.GetByRole(AriaRole.Radio, new() { Name = "Suporte" }).CheckAsync();
        await Assertions.Expect(ana.Dialog).ToContainTextAsync("Não está conectada");
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Mover e remover" }).ClickAsync();

        await Assertions.Expect(ana.Dialog).ToContainTextAsync("“Vendas” foi removida");
        await Assertions.Expect(ana.Dialog).ToContainTextAsync("Integrações desvinculadas");
        await Assertions.Expect(ana.Card("Vendas")).ToHaveCountAsync(0);
        await Assertions.Expect(phone.GetByRole(AriaRole.Status).First).ToHaveTextAsync("Não vinculado");
        // The job ends once its phone was told.
        var left = await Tools.UntilAsync(
            () => Tools.QueryAsync(
                app.DataFolder, """SELECT (SELECT COUNT(*) FROM "Conversations"), (SELECT COUNT(DISTINCT "Channel") FROM "Conversations"), (SELECT COUNT(*) FROM "Jobs") """),
            rows => rows is ["12|1|0"]);
        Assert.Equal(["12|1|0"], left);
    }

    private async Task<IPage> LinkAsync(ConsoleUser ana, RunningApp app)
    {
        var phone = await browser.OpenAsync(app.Address, width: 360, height: 740);
        await phone.GotoAsync(await ana.ReadCodeAsync());
        await phone.GetByRole(AriaRole.Button, new() { Name = "Vincular" }).ClickAsync();
        await Assertions.Expect(ana.Dialog).ToContainTextAsync("Conectado");
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Concluir" }).ClickAsync();
        return phone;
    }

    private static async Task FillAsync(IPage phone)
    {
        await ConsoleUser.UntilAsync(
            phone.GetByText("registros criados"),
            () => phone.GetByRole(AriaRole.Button, new() { Name = "Preencher" }).ClickAsync(new() { Timeout = 1500 }));
    }

    private static async Task CreateAsync(ConsoleUser ana, string name)
    {
        await ana.OpenMethodsAsync();
        await ana.Dialog.GetByLabel("Simulador").CheckAsync();
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Continuar" }).ClickAsync();
        await ana.Dialog.GetByLabel("Nome da instância").FillAsync(name);
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Criar e conectar" }).ClickAsync();
    }

    /// <summary>A form or a button does nothing until the phone's circuit is up: tried until it did.</summary>
    private static async Task WriteAsync(IPage phone, string text)
    {
        var field = phone.GetByLabel("Mensagem do cliente");
        var said = phone.GetByRole(AriaRole.Listitem).Filter(new() { HasText = text }).First;
        await ConsoleUser.UntilAsync(said, async () =>
        {
            await field.FillAsync(text);
            await phone.GetByRole(AriaRole.Button, new() { Name = "Enviar como cliente" }).ClickAsync();
        });
    }

    private static async Task DoAsync(IPage phone, string action)
    {
        var button = phone.GetByRole(AriaRole.Button, new() { Name = action });
        await button.WaitForAsync();
        await ConsoleUser.UntilAsync(button, () => button.ClickAsync(new() { Timeout = 1500 }), WaitForSelectorState.Hidden);
    }

    private static Task<IReadOnlyList<string>> ConversationsAsync(RunningApp app, Func<IReadOnlyList<string>, bool> wanted) =>
        Tools.UntilAsync(
            () => Tools.QueryAsync(app.DataFolder, "SELECT ContactName, Number, IsOpen FROM Conversations JOIN Contacts ON Contacts.Id = Contact"), wanted);
}
