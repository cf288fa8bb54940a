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

        await ConsoleUser.SetUpAsync(browser, app);

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
        var beto = await ana.InviteAsync("Beto", "beto@loja.example");

        await ana.Page.GotoAsync("/usuarios");
        await ana.ChooseAboutAsync("Beto", "Desativar");

        await Assertions.Expect(beto.Page).ToHaveURLAsync(new Regex("/entrar"));
        await TryAsync(beto.Page, "uma senha bem longa", "beto@loja.example");
        await Assertions.Expect(beto.Page.Locator(".form-error")).ToContainTextAsync("E-mail ou senha não conferem.");
    }

    private static async Task TryAsync(IPage page, string password, string email = "ana@loja.example")
    {
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByLabel("Senha").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Entrar", Exact = true }).ClickAsync();
    }
}
