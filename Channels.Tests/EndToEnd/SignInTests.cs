using System.Net;
using System.Text.RegularExpressions;
using Channels.Tests.Support;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd;

/// <summary>Who gets in, and what is closed to whoever does not.</summary>
public sealed class SignInTests(Chromium browser)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NobodyExists_EveryPageLeadsToTheSetup_WhichClosesForEver()
    {
        Tools.RequireBrowser();
        await using var app = await RunningApp.StartAsync();
        var page = await browser.OpenAsync(app.Address);
        await page.GotoAsync("/usuarios");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/setup$"));

        await page.GetByLabel("Código de instalação").FillAsync("ABCDEFGHJKMNPQRSTVWX");
        await page.GetByLabel("Nome").FillAsync("Ana");
        await page.GetByLabel("E-mail").FillAsync("ana@loja.example");
        await page.GetByLabel("Senha").FillAsync("uma senha bem longa");
        await page.GetByRole(AriaRole.Button, new() { Name = "Criar conta e entrar" }).ClickAsync();
        await Assertions.Expect(page.Locator(".form-error")).ToContainTextAsync("O código de instalação não confere");
        await Assertions.Expect(page.GetByLabel("Nome")).ToHaveValueAsync("Ana");
        await Assertions.Expect(page.GetByLabel("Senha")).ToHaveValueAsync("");

        await ConsoleUser.SetUpOnItsPageAsync(browser, app);

        Assert.Equal(404, (await page.GotoAsync("/setup"))!.Status);
        Assert.Equal(404, (await page.GotoAsync(await app.SetupLink))!.Status);
        await app.KillAsync();
        await app.StartAgainAsync();
        Assert.Equal(404, (await page.GotoAsync("/setup"))!.Status);
    }

    [Fact]
    public async Task WrongPasswords_LockTheAccount_AndTheFormKeepsTheAddress()
    {
        Tools.RequireBrowser();
        await using var app = await RunningApp.StartHereAsync();
        await ConsoleUser.SetUpAsync(browser, app);
        var page = await browser.OpenAsync(app.Address);
        await page.GotoAsync("/canais");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/entrar"));

        for (var i = 0; i < 5; i++)
        {
            await TryAsync(page, "errada");
            await Assertions.Expect(page.Locator(".form-error")).ToContainTextAsync("E-mail ou senha não conferem.");
            await Assertions.Expect(page.GetByLabel("E-mail")).ToHaveValueAsync("ana@loja.example");
        }

        await TryAsync(page, "uma senha bem longa");
        await Assertions.Expect(page.Locator(".form-error")).ToContainTextAsync("bloqueado por 15 minutos");
    }

    [Fact]
    public async Task SignedOut_NothingIsServed()
    {
        await using var app = await RunningApp.StartHereAsync();
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = app.Address };

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/live", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/ready", Cancellation)).StatusCode);
        foreach (var path in (string[])["/", "/canais", "/usuarios", "/conta/senha", $"/canais/{Guid.NewGuid()}/conectar", $"/canais/{Guid.NewGuid()}/foto/a1"])
        {
            using var answer = await http.GetAsync(path, Cancellation);
            Assert.True(answer.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.Unauthorized, $"{path}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task DisabledPerson_WithAnOpenPage_IsOutAtOnce()
    {
        Tools.RequireBrowser();
        await using var app = await RunningApp.StartHereAsync();
        var ana = await ConsoleUser.SetUpAsync(browser, app);
        var beto = await ana.InviteOnItsPageAsync("Beto", "beto@loja.example");

        await ana.Page.GotoAsync("/usuarios");
        await ana.ChooseAboutAsync("Beto", "Desativar");

        await Assertions.Expect(beto.Page).ToHaveURLAsync(new Regex("/entrar"));
        await TryAsync(beto.Page, "uma senha bem longa", "beto@loja.example");
        await Assertions.Expect(beto.Page.Locator(".form-error")).ToContainTextAsync("E-mail ou senha não conferem.");
    }

    [Fact]
    public async Task Form_SaysWhatIsWrongInItsOwnWords()
    {
        Tools.RequireBrowser();
        await using var app = await RunningApp.StartHereAsync();
        await ConsoleUser.SetUpAsync(browser, app);
        var page = await browser.OpenAsync(app.Address);
        await page.GotoAsync("/entrar");
        var email = page.Locator("#email");
        var enter = page.GetByRole(AriaRole.Button, new() { Name = "Entrar", Exact = true });
        await Assertions.Expect(email).ToBeFocusedAsync();

        await enter.ClickAsync();
        await Assertions.Expect(page.Locator("#email-problem")).ToHaveTextAsync("Digite o e-mail.");
        await Assertions.Expect(page.Locator("#password-problem")).ToHaveTextAsync("Digite a senha.");
        await Assertions.Expect(email).ToBeFocusedAsync();
        Assert.True(await email.EvaluateAsync<bool>("field => { let heard; field.addEventListener('invalid', event => { heard = event.defaultPrevented; }, { once: true }); field.checkValidity(); return heard; }"), "The browser's own bubble is held back.");

        await email.FillAsync("ana");
        await Assertions.Expect(page.Locator("#email-problem")).ToHaveTextAsync("Digite um e-mail válido.");
        await email.FillAsync("ana@loja.example");
        await Assertions.Expect(page.Locator("#email-problem")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Error_LeavesTheFocusOnThePassword_WhichCanBeShown_AndSaysWhatToDoWithoutOne()
    {
        Tools.RequireBrowser();
        await using var app = await RunningApp.StartHereAsync();
        await ConsoleUser.SetUpAsync(browser, app);
        var page = await browser.OpenAsync(app.Address);
        await page.GotoAsync("/entrar");
        var password = page.Locator("#password");
        await page.Locator("#email").FillAsync("ana@loja.example");
        await password.FillAsync("errada");
        await page.GetByRole(AriaRole.Button, new() { Name = "Mostrar senha" }).ClickAsync();
        await Assertions.Expect(password).ToHaveAttributeAsync("type", "text");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Ocultar senha" })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Entrar", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".form-error")).ToContainTextAsync("E-mail ou senha não conferem.");
        await Assertions.Expect(password).ToBeFocusedAsync();
        await Assertions.Expect(password).ToHaveAttributeAsync("type", "password");

        await page.GetByText("Esqueceu a senha?").ClickAsync();
        await Assertions.Expect(page.GetByText("Peça a um administrador um link de nova senha.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Invited_ComesInWithThePasswordChosen_AndTheLinkSaysAtOnceThatItIsUsed()
    {
        Tools.RequireBrowser();
        await using var app = await RunningApp.StartHereAsync();
        var ana = await ConsoleUser.SetUpAsync(browser, app);
        await ana.Page.GotoAsync("/usuarios");
        await ConsoleUser.InteractiveAsync(ana.Page.GetByRole(AriaRole.Button, new() { Name = "Convidar usuário" }), ana.Dialog);
        await ana.Dialog.GetByLabel("Nome").FillAsync("Beto");
        await ana.Dialog.GetByLabel("E-mail").FillAsync("beto");
        var invite = ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Convidar", Exact = true });
        await invite.ClickAsync();
        await Assertions.Expect(ana.Dialog.Locator(".form-error")).ToHaveTextAsync("Digite um e-mail válido.");
        await ana.Dialog.GetByLabel("E-mail").FillAsync("beto@loja.example");
        await invite.ClickAsync();
        var link = await ana.Dialog.GetByLabel("Link de acesso").InputValueAsync();

        var beto = await browser.OpenAsync(app.Address);
        await beto.GotoAsync(link);
        await Assertions.Expect(beto.Locator("form")).ToContainTextAsync("beto@loja.example");
        await beto.GetByLabel("Nova senha").FillAsync("curta");
        await beto.GetByRole(AriaRole.Button, new() { Name = "Salvar senha e entrar" }).ClickAsync();
        await Assertions.Expect(beto.Locator("#password-problem")).ToHaveTextAsync("A senha precisa ter pelo menos 10 caracteres.");
        await beto.GetByLabel("Nova senha").FillAsync("uma senha bem longa");
        await beto.GetByRole(AriaRole.Button, new() { Name = "Salvar senha e entrar" }).ClickAsync();
        await Assertions.Expect(beto).ToHaveURLAsync(new Regex("/canais$"));

        await beto.GotoAsync(link);
        await Assertions.Expect(beto.GetByRole(AriaRole.Heading, new() { Name = "Este link não vale mais" })).ToBeVisibleAsync();
        await Assertions.Expect(beto.Locator("main form, main input")).ToHaveCountAsync(0);
    }

    private static async Task TryAsync(IPage page, string password, string email = "ana@loja.example")
    {
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByLabel("Senha").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Entrar", Exact = true }).ClickAsync();
    }
}
