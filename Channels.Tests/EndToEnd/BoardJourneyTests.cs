using System.Text.RegularExpressions;
using Channels.Tests.Support;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd;

/// <summary>Finding one's way among many channels.</summary>
public sealed partial class BoardJourneyTests(Chromium browser)
{
    private const string Alarmed = "favicon-down";

    [Fact]
    public async Task Filter_IsKeptByAReloadAndByTheBackButton()
    {
        Tools.RequireBrowser();
        await using var bench = await LiveBench.StartAsync(instances: 12);
        await bench.ChangeAsync(bench.Channels[1], attempt: 1);
        await bench.ChangeAsync(bench.Channels[4], attempt: 1);
        var page = await OpenAsync(bench);

        await Search(page).FillAsync("(11) 97000-0001");
        await ShowsAsync(page, "Loja 2");
        await Search(page).FillAsync("LOJA 1");
        await ShowsAsync(page, "Loja 1", "Loja 10", "Loja 11", "Loja 12");
        await Search(page).FillAsync("loja");
        await Chip(page, "Connecting").ClickAsync();
        await ShowsAsync(page, "Loja 2", "Loja 5");
        await Assertions.Expect(page).ToHaveURLAsync(ConnectingShops());

        await page.ReloadAsync();
        await ReadyAsync(page);
        await ShowsAsync(page, "Loja 2", "Loja 5");
        await Assertions.Expect(Search(page)).ToHaveValueAsync("loja");

        await page.GetByRole(AriaRole.Button, new() { Name = "Mais ações de Loja 2" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Histórico" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(HistoryPage());
        await page.GoBackAsync();
        await ShowsAsync(page, "Loja 2", "Loja 5");
        await Assertions.Expect(Search(page)).ToHaveValueAsync("loja");

        await page.GoBackAsync();
        await Assertions.Expect(Cards(page)).ToHaveCountAsync(12);
        await Assertions.Expect(Chip(page, "Todas")).ToHaveAttributeAsync("aria-pressed", "true");
        await Assertions.Expect(Search(page)).ToHaveValueAsync("loja");
    }

    [Fact]
    public async Task Filter_IsKeptUnderTheConnectDialog_WhichKeepsItsCard()
    {
        Tools.RequireBrowser();
        await using var bench = await LiveBench.StartAsync(instances: 2);
        await bench.ChangeAsync(bench.Channels[1], attempt: 1);
        var page = await OpenAsync(bench, "/canais?status=connecting");
        await ShowsAsync(page, "Loja 2");

        await page.GotoAsync($"/canais/{bench.Channels[1]}/conectar?status=connecting");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await bench.ComeBackAsync(bench.Channels[1]);
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Conectado");
        await Assertions.Expect(Cards(page)).ToHaveCountAsync(1);

        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Concluir" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Nenhuma instância corresponde ao filtro.")).ToBeVisibleAsync();
        await Assertions.Expect(page).ToHaveURLAsync(ConnectingBoard());
    }

    [Fact]
    public async Task Back_FromOneConnectDialogToAnother_ShowsTheOther()
    {
        Tools.RequireBrowser();
        await using var bench = await LiveBench.StartAsync(instances: 2);
        var page = await OpenAsync(bench, $"/canais/{bench.Channels[0]}/conectar");
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog.GetByRole(AriaRole.Heading).First).ToContainTextAsync("Loja 1");
        await ConsoleUser.EscapeAsync(page);
        await page.EvaluateAsync("path => Blazor.navigateTo(path)", $"/canais/{bench.Channels[1]}/conectar");
        await Assertions.Expect(dialog.GetByRole(AriaRole.Heading).First).ToContainTextAsync("Loja 2");

        await page.EvaluateAsync("() => history.go(-2)");

        await Assertions.Expect(dialog.GetByRole(AriaRole.Heading).First).ToContainTextAsync("Loja 1");
        await Assertions.Expect(dialog).ToHaveCountAsync(1);
        await ConsoleUser.EscapeAsync(page);
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/canais$"));
    }

    [Fact]
    public async Task Filter_ByKeyboardAlone()
    {
        Tools.RequireBrowser();
        await using var bench = await LiveBench.StartAsync(instances: 3);
        await bench.ChangeAsync(bench.Channels[2], attempt: 1);
        var page = await OpenAsync(bench);

        await Search(page).FocusAsync();
        await page.Keyboard.TypeAsync("loja");
        foreach (var key in (string[])["Tab", "Tab", "Tab", "Tab", "Enter"])
        {
            await page.Keyboard.PressAsync(key);
        }

        await ShowsAsync(page, "Loja 3");
        await Assertions.Expect(Chip(page, "Connecting")).ToBeFocusedAsync();
        await Assertions.Expect(Chip(page, "Connecting")).ToHaveAttributeAsync("aria-pressed", "true");
        await Assertions.Expect(Search(page)).ToHaveValueAsync("loja");
    }

    [Fact]
    public async Task Table_IsRememberedByAReloadAndInAnotherBrowser()
    {
        Tools.RequireBrowser();
        await using var bench = await LiveBench.StartAsync(instances: 2);
        var page = await OpenAsync(bench);

        await page.GetByRole(AriaRole.Button, new() { Name = "Tabela" }).ClickAsync();
        await Assertions.Expect(Rows(page)).ToHaveTextAsync([Row("Loja 1", "Conectado"), Row("Loja 2", "Conectado")]);

        await page.ReloadAsync();
        await ReadyAsync(page);
        await Assertions.Expect(Rows(page)).ToHaveCountAsync(2);
        var elsewhere = await OpenAsync(bench);
        await Assertions.Expect(Rows(elsewhere)).ToHaveCountAsync(2);

        await bench.ChangeAsync(bench.Channels[0], attempt: 1);
        await Assertions.Expect(Rows(elsewhere).First).ToContainTextAsync("Connecting");
        await elsewhere.GetByRole(AriaRole.Button, new() { Name = "Status" }).ClickAsync();
        await Assertions.Expect(elsewhere.GetByRole(AriaRole.Columnheader, new() { Name = "Status" })).ToHaveAttributeAsync("aria-sort", "ascending");
        await elsewhere.GetByRole(AriaRole.Button, new() { Name = "Mais ações de Loja 1" }).ClickAsync();
        await elsewhere.GetByRole(AriaRole.Menuitem, new() { Name = "Editar nome" }).ClickAsync();
        await Assertions.Expect(elsewhere.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task ThousandInstances_AreSearchedFilteredAndChanged()
    {
        Tools.RequireBrowser();
        await using var bench = await LiveBench.StartAsync(instances: 1000);
        await bench.FallAsync(bench.Channels[776]);
        var page = await OpenAsync(bench);
        await Assertions.Expect(page.GetByText("1.000 de 10.000 conexões")).ToBeVisibleAsync();
        await Assertions.Expect(Cards(page)).ToHaveCountAsync(60);

        await Chip(page, "Com problema").ClickAsync();
        await ShowsAsync(page, "Loja 777");
        await bench.FallAsync(bench.Channels[999]);
        await ShowsAsync(page, "Loja 777", "Loja 1000");
        await bench.ComeBackAsync(bench.Channels[776]);
        await ShowsAsync(page, "Loja 1000");

        await Chip(page, "Todas").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Mostrar mais" }).ClickAsync();
        await Assertions.Expect(Cards(page)).ToHaveCountAsync(120);

        // Typed as a person types, so that answers to earlier letters arrive among the later ones.
        await Search(page).PressSequentiallyAsync("loja 5", new() { Delay = 60 });
        await Assertions.Expect(Search(page)).ToHaveValueAsync("loja 5");
        await Assertions.Expect(Chip(page, "Todas").Locator(".count")).ToHaveTextAsync("271");
        await Search(page).PressSequentiallyAsync("55", new() { Delay = 60 });
        await ShowsAsync(page, "Loja 555");
        await Assertions.Expect(Search(page)).ToHaveValueAsync("loja 555");
    }

    [Fact]
    public async Task Drop_IsInTheTitleAndTheIconOfEveryPage_UntilAllIsWell()
    {
        Tools.RequireBrowser();
        await using var bench = await LiveBench.StartAsync(instances: 2);
        var page = await OpenAsync(bench);
        await Assertions.Expect(page).ToHaveTitleAsync("Canais — WhatsApp");
        var elsewhere = await page.Context.NewPageAsync();
        await elsewhere.GotoAsync("/usuarios");
        await elsewhere.BringToFrontAsync();

        await bench.FallAsync(bench.Channels[0]);
        await bench.FallAsync(bench.Channels[1]);

        await Assertions.Expect(page).ToHaveTitleAsync("(2) Canais — WhatsApp");
        await Assertions.Expect(elsewhere).ToHaveTitleAsync(TwoDown());
        await Assertions.Expect(Icon(page)).ToHaveAttributeAsync("href", DownIcon());
        await elsewhere.GetByRole(AriaRole.Link, new() { Name = "Canais" }).First.ClickAsync();
        await Assertions.Expect(elsewhere).ToHaveTitleAsync("(2) Canais — WhatsApp");

        await bench.ComeBackAsync(bench.Channels[0]);
        await Assertions.Expect(page).ToHaveTitleAsync("(1) Canais — WhatsApp");
        await bench.ComeBackAsync(bench.Channels[1]);
        await Assertions.Expect(page).ToHaveTitleAsync("Canais — WhatsApp");
        await Assertions.Expect(elsewhere).ToHaveTitleAsync("Canais — WhatsApp");
        Assert.DoesNotContain(Alarmed, await Icon(page).GetAttributeAsync("href"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(320)]
    [InlineData(360)]
    [InlineData(768)]
    public async Task NarrowScreens_ScrollInOneDirectionOnly(int width)
    {
        Tools.RequireBrowser();
        await using var bench = await LiveBench.StartAsync(instances: 2);
        await bench.ChangeAsync(bench.Channels[0], attempt: 1);
        var page = await OpenAsync(bench, width: width);
        await FitsAsync(page);

        await page.GetByRole(AriaRole.Button, new() { Name = "Tabela" }).ClickAsync();
        await Assertions.Expect(Rows(page)).ToHaveCountAsync(2);
        await FitsAsync(page);

        await page.GetByRole(AriaRole.Button, new() { Name = "Mais ações de Loja 2" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Menuitem).First).ToBeInViewportAsync();
        await FitsAsync(page);
    }

    private async Task<IPage> OpenAsync(LiveBench bench, string path = "/canais", int width = 1440)
    {
        var page = await browser.OpenAsync(bench.Address, width);
        await page.SignInAsync(bench);
        await page.GotoAsync(path);
        await ReadyAsync(page);
        return page;
    }

    /// <summary>Waits for the circuit: only then does Blazor mark the elements that the page holds on to.</summary>
    private static async Task ReadyAsync(IPage page) => await page.WaitForFunctionAsync(
        "() => [...(document.querySelector('h1')?.attributes ?? [])].some(x => x.name.startsWith('_bl_'))");

    private static ILocator Search(IPage page) => page.GetByRole(AriaRole.Searchbox);

    private static ILocator Chip(IPage page, string name) =>
        page.Locator("[data-chip]").Filter(new() { HasTextRegex = new Regex($"^\\s*{name}") });

    private static ILocator Cards(IPage page) => page.GetByRole(AriaRole.Article);

    private static ILocator Rows(IPage page) => page.Locator("tbody").GetByRole(AriaRole.Row);

    private static ILocator Icon(IPage page) => page.Locator("link[rel=icon]");

    private static Regex Row(params string[] parts) => new(string.Join(".*", parts), RegexOptions.Singleline);

    private static Task ShowsAsync(IPage page, params string[] names) =>
        Assertions.Expect(Cards(page).GetByRole(AriaRole.Heading)).ToHaveTextAsync(names);

    private static async Task FitsAsync(IPage page) => Assert.True(
        await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"));

    [GeneratedRegex("/canais\\?status=connecting&busca=loja$")]
    private static partial Regex ConnectingShops();

    [GeneratedRegex("/canais\\?status=connecting$")]
    private static partial Regex ConnectingBoard();

    [GeneratedRegex("/historico$")]
    private static partial Regex HistoryPage();

    [GeneratedRegex("^\\(2\\) ")]
    private static partial Regex TwoDown();

    [GeneratedRegex(Alarmed)]
    private static partial Regex DownIcon();
}
