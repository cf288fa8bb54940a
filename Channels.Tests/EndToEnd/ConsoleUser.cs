using System.Diagnostics;
using System.Text.RegularExpressions;
using Channels.Tests.Support;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd;

/// <summary>Somebody in front of a browser of their own, who does what a person does there.</summary>
internal sealed class ConsoleUser(IPage page, Chromium browser, RunningApp app)
{
    private static readonly Regex LostCircuit = new("components-reconnect-(show|retrying|failed|rejected)");

    private const string Password = "uma senha bem longa";

    public IPage Page => page;

    public ILocator Dialog => page.GetByRole(AriaRole.Dialog);

    /// <summary>The first administrator, on the board: the browser sends the setup's form without drawing its page.</summary>
    public static async Task<ConsoleUser> SetUpAsync(Chromium browser, RunningApp app)
    {
        var user = new ConsoleUser(await browser.OpenAsync(app.Address), browser, app);
        await user.PostAsync(await app.SetupLink, "setup", ("Name", "Ana"), ("Email", "ana@loja.example"), ("Password", Password));
        return user;
    }

    /// <summary>Follows the link that the console printed and becomes the first administrator, as a person does.</summary>
    public static async Task<ConsoleUser> SetUpOnItsPageAsync(Chromium browser, RunningApp app)
    {
        var page = await browser.OpenAsync(app.Address);
        await page.GotoAsync(await app.SetupLink);
        await page.GetByLabel("Nome").FillAsync("Ana");
        await page.GetByLabel("E-mail").FillAsync("ana@loja.example");
        await page.GetByLabel("Senha").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Criar conta e entrar" }).ClickAsync();
        var user = new ConsoleUser(page, browser, app);
        await user.ArriveAsync();
        return user;
    }

    /// <summary>Invites somebody, who chooses a password in a browser of their own and is in.</summary>
    public async Task<ConsoleUser> InviteAsync(string name, string email, string role = "Operador")
    {
        var user = new ConsoleUser(await browser.OpenAsync(app.Address), browser, app);
        await user.PostAsync(await MakeLinkAsync(name, email, role), "senha", ("Password", Password));
        return user;
    }

    /// <summary>The same, by the page behind the one-time link.</summary>
    public async Task<ConsoleUser> InviteOnItsPageAsync(string name, string email)
    {
        var link = await MakeLinkAsync(name, email, "Operador");
        var other = await browser.OpenAsync(app.Address);
        await other.GotoAsync(link);
        await other.GetByLabel("Nova senha").FillAsync(Password);
        await other.GetByRole(AriaRole.Button, new() { Name = "Salvar senha" }).ClickAsync();
        var user = new ConsoleUser(other, browser, app);
        await user.ArriveAsync();
        return user;
    }

    public async Task SignInAsync(string email, string password = Password)
    {
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByLabel("Senha").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Entrar", Exact = true }).ClickAsync();
        await ArriveAsync();
    }

    /// <summary>On the board, with a circuit: from now on it shows what others do.</summary>
    public async Task ArriveAsync()
    {
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/canais$"));
        await page.Locator("[data-alive]").WaitForAsync();
    }

    public ILocator Card(string name) => page.GetByRole(AriaRole.Article, new() { Name = name, Exact = true });

    public ILocator Status(string name) => Card(name).Locator("[data-status]");

    public ILocator UserButton => page.Locator(".user > [aria-haspopup=menu]");

    /// <summary>Once the page is alive, by one click: a second one would close the menu again.</summary>
    public async Task OpenUserMenuAsync()
    {
        await page.Locator("[data-alive]").WaitForAsync();
        await UserButton.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Menuitem, new() { Name = "Sair" })).ToBeVisibleAsync();
    }

    /// <summary>What the server sends for a page before any script of it ran.</summary>
    public async Task<string> FirstHtmlAsync(string path) => await (await page.Context.APIRequest.GetAsync(path)).TextAsync();

    /// <summary>Waits until the card says so, without a reload.</summary>
    public async Task SeesAsync(string name, string status, string? text = null)
    {
        await Assertions.Expect(Status(name)).ToHaveTextAsync(status);
        if (text is not null)
        {
            await Assertions.Expect(Card(name)).ToContainTextAsync(text);
        }
    }

    /// <summary>From the button to the connect dialog, by the steps of the page.</summary>
    public async Task CreateAsync(string name)
    {
        await OpenCreateAsync();
        await Dialog.GetByLabel("Nome da instância").FillAsync(name);
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "Criar e conectar" }).ClickAsync();
    }

    public Task OpenMethodsAsync() =>
        InteractiveAsync(page.GetByRole(AriaRole.Button, new() { Name = "Criar Nova Instância" }).First, Dialog);

    public async Task OpenCreateAsync()
    {
        await OpenMethodsAsync();
        await Dialog.GetByLabel("QR Code (WhatsApp Web)").CheckAsync();
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "Continuar" }).ClickAsync();
    }

    /// <summary>What a phone's camera reads from the screen: the text of the QR code in a screenshot.</summary>
    public async Task<string> ReadCodeAsync()
    {
        await Assertions.Expect(Dialog.Locator("svg.qr")).ToBeVisibleAsync();
        // A camera looks again where the code was replaced under it.
        var text = await Tools.UntilAsync(
            async () => await QrReader.ReadAsync(await page.ScreenshotAsync(), "png", TestContext.Current.CancellationToken), x => x is not null);
        Assert.NotNull(text);
        return text;
    }

    public Task DoAsync(string name, string action) =>
        Card(name).GetByRole(AriaRole.Button, new() { Name = action, Exact = true }).ClickAsync();

    /// <summary>The same person in another tab of the same browser.</summary>
    public async Task<ConsoleUser> OpenTabAsync(string path)
    {
        var tab = await page.Context.NewPageAsync();
        await tab.GotoAsync(path);
        return new ConsoleUser(tab, browser, app);
    }

    /// <summary>Leaves the connect dialog with its code unscanned.</summary>
    public async Task LeaveCodeAsync()
    {
        await Assertions.Expect(Dialog.Locator("svg.qr")).ToBeVisibleAsync();
        await EscapeAsync();
    }

    public Task EscapeAsync() => EscapeAsync(page);

    /// <summary>Closes the dialog that is on the page. One that was opened just now may be too young to hear its keys.</summary>
    public static async Task EscapeAsync(IPage page)
    {
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.WaitForAsync();
        await UntilAsync(dialog, () => page.Keyboard.PressAsync("Escape"), WaitForSelectorState.Hidden);
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
    }

    /// <summary>An action of the card that opens a dialog.</summary>
    public Task OpenAsync(string name, string action) =>
        InteractiveAsync(Card(name).GetByRole(AriaRole.Button, new() { Name = action, Exact = true }), Dialog);

    public async Task ChooseAsync(string name, string item)
    {
        await Card(name).GetByRole(AriaRole.Button, new() { Name = $"Mais ações de {name}" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = item }).ClickAsync();
    }

    /// <summary>Chooses from the menu of a person on the page of users.</summary>
    public async Task ChooseAboutAsync(string person, string item)
    {
        var choice = page.GetByRole(AriaRole.Menuitem, new() { Name = item }).Or(page.GetByText(item, new() { Exact = true })).First;
        await InteractiveAsync(page.GetByRole(AriaRole.Button, new() { Name = $"Mais ações de {person}" }), choice);
        await choice.ClickAsync();
    }

    /// <summary>The browser loses the network, and the page says so.</summary>
    public async Task LoseAsync()
    {
        await page.LoseNetworkAsync();
        await Assertions.Expect(page.Locator("#components-reconnect-modal")).ToHaveClassAsync(LostCircuit);
    }

    public async Task ComeBackAsync()
    {
        await page.FindNetworkAsync();
        await Assertions.Expect(page.Locator("#components-reconnect-modal")).Not.ToHaveClassAsync(LostCircuit);
    }

    /// <summary>Waits for the circuit, without which a button does nothing, and for what the button opens.</summary>
    internal static async Task InteractiveAsync(ILocator button, ILocator opened)
    {
        await button.Page.Locator("[data-alive]").WaitForAsync();
        await button.ClickAsync();
        await opened.WaitForAsync();
    }

    /// <summary>Does something until what it opens is there, or what it closes is gone.</summary>
    public static async Task UntilAsync(ILocator what, Func<Task> act, WaitForSelectorState state = WaitForSelectorState.Visible)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < Patience.Limit && await what.IsVisibleAsync() != (state == WaitForSelectorState.Visible))
        {
            try
            {
                await act();
                await what.WaitForAsync(new() { State = state, Timeout = 1500 });
            }
            catch (TimeoutException)
            {
                // Not yet; or it opened late and lies over the button by now.
            }
        }

        await what.WaitForAsync(new() { State = state });
    }

    private async Task<string> MakeLinkAsync(string name, string email, string role)
    {
        await page.GotoAsync("/usuarios");
        await InteractiveAsync(page.GetByRole(AriaRole.Button, new() { Name = "Convidar usuário" }), Dialog);
        await Dialog.GetByLabel("Nome").FillAsync(name);
        await Dialog.GetByLabel("E-mail").FillAsync(email);
        await Dialog.GetByLabel(role).CheckAsync();
        var shown = Dialog.GetByLabel("Link de acesso");
        await InteractiveAsync(Dialog.GetByRole(AriaRole.Button, new() { Name = "Convidar", Exact = true }), shown);
        var link = await shown.InputValueAsync();
        await page.GotoAsync("/canais");
        return link;
    }

    /// <summary>Sends the form of a page without drawing it, and goes to the board.</summary>
    private async Task PostAsync(string address, string handler, params (string Name, string Value)[] fields)
    {
        var http = page.Context.APIRequest;
        var form = http.CreateFormData();
        form.Set("_handler", handler);
        form.Set("__RequestVerificationToken", LiveBench.TokenIn(await (await http.GetAsync(address)).TextAsync()));
        foreach (var (name, value) in fields)
        {
            form.Set(name, value);
        }

        await http.PostAsync(address, new() { Form = form, MaxRedirects = 0 });
        await page.GotoAsync("/canais");
        await ArriveAsync();
    }
}
