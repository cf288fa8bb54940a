using System.Text.RegularExpressions;
using Channels.Domain;
using Channels.Tests.Support;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd;

/// <summary>A channel goes, and what hung on it goes on.</summary>
public sealed class RemovalJourneyTests(Chromium browser)
{
    private const string SalesNumber = "5511987654321";
    private const string SupportNumber = "5511955554444";

    [Fact]
    public async Task RemoveIntoAnother_EverybodySeesItGo_AndTheConversationGoesOnThere()
    {
        await using var world = await ConsoleWorld.StartAsync(browser);
        var ana = world.Administrator;
        await world.ConnectAsync("Vendas", SalesNumber);
        await world.ConnectAsync("Suporte", SupportNumber, "Loja Barra");
        await world.WhatsApp.DoAsync(SalesNumber, "receive", new { from = "5521912345678", text = "Oi, tudo bem?", pushName = "Carla" });
        await Tools.UntilAsync(() => ConversationsAsync(world), rows => rows.Count == 1);
        var beto = await ana.InviteAsync("Beto", "beto@loja.example");
        var bia = await ana.InviteAsync("Bia", "bia@loja.example", "Administrador");
        await beto.SeesAsync("Vendas", "Conectado");
        await bia.OpenAsync("Vendas", "Editar nome");
        var support = await ana.Card("Suporte").GetAttributeAsync("data-channel");

        await ana.OpenAsync("Vendas", "Remover");
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Conversas abertas" }).ClickAsync();
        await Assertions.Expect(ana.Dialog.GetByText("Carla")).ToBeVisibleAsync();
        await Assertions.Expect(ana.Dialog.GetByRole(AriaRole.Radio)).ToBeCheckedAsync();
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Mover e remover" }).ClickAsync();

        await Assertions.Expect(ana.Dialog).ToContainTextAsync("“Vendas” foi removida");
        await Assertions.Expect(ana.Dialog).ToContainTextAsync("Os dados estão agora em “Suporte”.");
        foreach (var page in (IPage[])[ana.Page, beto.Page])
        {
            await Assertions.Expect(page.GetByRole(AriaRole.Article)).ToHaveCountAsync(1);
            await Assertions.Expect(page.GetByText("1 de 3 conexões")).ToBeVisibleAsync();
        }

        await Assertions.Expect(bia.Dialog.GetByRole(AriaRole.Alert)).ToHaveTextAsync(
            new Regex("Esta instância não existe mais|está sendo removida por Ana"));
        await Assertions.Expect(bia.Dialog.GetByRole(AriaRole.Button, new() { Name = "Salvar" })).ToBeDisabledAsync();
        Assert.Equal([$"{support!.ToUpperInvariant()}|1"], await ConversationsAsync(world));
        var file = await ana.Page.RunAndWaitForDownloadAsync(
            () => ana.Dialog.GetByRole(AriaRole.Link, new() { Name = "Baixar recibo" }).ClickAsync());
        Assert.Equal("recibo-vendas.txt", file.SuggestedFilename);

        await ana.EscapeAsync();
        await Assertions.Expect(ana.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Remove_OfManyConversations_SaysHowFarItIsInEveryBrowser_AlsoWhenTheOneThatAskedIsGone()
    {
        await using var world = await ConsoleWorld.StartAsync(browser);
        var ana = world.Administrator;
        await ana.CreateAsync("Vendas");
        await ana.LeaveCodeAsync();
        await world.ConnectAsync("Suporte", SupportNumber, "Loja Barra");
        var beto = await ana.InviteAsync("Beto", "beto@loja.example");
        await beto.SeesAsync("Suporte", "Conectado");
        Assert.True(ChannelId.TryParse(await ana.Card("Vendas").GetAttributeAsync("data-channel"), out var sales));
        ManyConversations.AddConversations(
            Path.Combine(world.App.DataFolder, "channels.db"), sales, first: 1, count: 400_000, open: 10);

        await ana.OpenAsync("Vendas", "Remover");
        var seen = Task.WhenAll(SeesItGoAsync(ana), SeesItGoAsync(beto));
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Mover e remover" }).ClickAsync();
        await seen;
        await ana.Page.CloseAsync();

        await Assertions.Expect(beto.Card("Vendas")).ToHaveCountAsync(0);
        await Assertions.Expect(beto.Page.GetByRole(AriaRole.Heading, new() { Name = "Pendências" })).ToHaveCountAsync(0);
        Assert.Equal(
            ["400000|1|1"],
            await Tools.QueryAsync(
                world.App.DataFolder,
                """SELECT COUNT(*), COUNT(DISTINCT "Channel"), (SELECT COUNT(*) FROM "Receipts" WHERE "FinishedAt" IS NOT NULL) FROM "Conversations" """));
    }

    // Looks at every drawing, because a fast machine may be done between two looks.
    private static Task<IJSHandle> SeesItGoAsync(ConsoleUser user) => user.Page.WaitForFunctionAsync(
        """
        () => document.querySelector('main').innerText.includes('Pendências')
          && [...document.querySelectorAll('article')].some(card => card.innerText.includes('Removendo'))
        """);

    private static Task<IReadOnlyList<string>> ConversationsAsync(ConsoleWorld world) =>
        Tools.QueryAsync(world.App.DataFolder, """SELECT "Channel", "IsOpen" FROM "Conversations" """);
}
