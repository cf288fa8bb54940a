using System.Net;
using System.Text.RegularExpressions;
using Channels.App.Session;
using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Infrastructure;
using Channels.Tests.Support;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Channels.Tests.App.Api;

/// <summary>The app as HTTP sees it, on a data folder of its own.</summary>
public sealed partial class PagesTests : IAsyncLifetime
{
    private const string Password = "uma senha bem longa";
    private readonly string _folder = Scratch.CreateFolder("channels-pages-");
    private readonly WebApplicationFactory<Program> _app;
    private readonly HttpClient _browser;

    public PagesTests()
    {
        _app = new WebApplicationFactory<Program>().WithWebHostBuilder(host => host.UseSetting("DataDirectory", _folder));
        _browser = _app.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("/canais")]
    [InlineData("/entrar")]
    [InlineData("/usuarios")]
    public async Task Page_WhileNobodyExists_LeadsToSetup(string page)
    {
        var answer = await _browser.GetAsync(page, Cancellation);

        Assert.Equal("/setup", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Setup_OnceSomebodyExists_IsGone()
    {
        await AddAnaAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await _browser.GetAsync("/setup?codigo=x", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Setup_UnderRecovery_SaysThatAnAdministratorIsAdded()
    {
        await AddAnaAsync();
        var code = await _app.Services.MakeSetupCodeAsync(recover: true, Cancellation);

        var page = WebUtility.HtmlDecode(await _browser.GetStringAsync($"/setup?codigo={code}", Cancellation));

        Assert.Contains("Criar um novo administrador", page, StringComparison.Ordinal);
        Assert.DoesNotContain("ainda não tem usuários", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignOut_EndsTheOpenPagesOfThisBrowserOnly()
    {
        var ana = await AddAnaAsync();
        var session = SessionIn(await SignInAsync("/entrar", Password));
        var elsewhere = await BeginAsync(ana);
        var live = _app.Services.GetRequiredService<ILiveSessions>();
        var ended = new List<string>();
        using var tab = live.Watch(session, () => ended.Add("here"));
        using var other = live.Watch(elsewhere.Id, () => ended.Add("elsewhere"));

        await PostAsync("/sair", "sair");

        Assert.Equal(["here"], ended);
        Assert.True(live.IsLive(elsewhere.Id));
    }

    [Theory]
    [InlineData("/canais")]
    [InlineData("/usuarios")]
    [InlineData("/alertas")]
    [InlineData("/nada")]
    public async Task Page_WithoutSignIn_LeadsThere(string page)
    {
        await AddAnaAsync();

        var answer = await _browser.GetAsync(page, Cancellation);

        Assert.StartsWith("/entrar?returnUrl=", answer.Headers.Location?.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_GoesWhereItWasAskedTo_WithACookieForThisBrowserOnly()
    {
        await AddAnaAsync();

        var answer = await SignInAsync("/entrar?returnUrl=%2Fusuarios", Password);

        Assert.Equal("/usuarios", answer.Headers.Location?.OriginalString);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), x => x.StartsWith("channels=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task SignIn_NeverLeadsAway()
    {
        await AddAnaAsync();

        var answer = await SignInAsync("/entrar?returnUrl=https%3A%2F%2Fevil.example", Password);

        Assert.Equal("/canais", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task SignIn_WithAStaleForm_ShowsItAgainWithWhatWasTypedButNoPassword()
    {
        await AddAnaAsync();

        var answer = await SignInAsync("/entrar", Password, token: "stale");
        var page = await answer.Content.ReadAsStringAsync(Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("O formulário ficou aberto tempo demais.", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.Contains("value=\"ana@loja.example\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("stale")]
    public async Task SignIn_TooOften_IsRefusedInWords_WhateverItsToken(string? token)
    {
        await AddAnaAsync();
        HttpResponseMessage answer = null!;
        for (var i = 0; i <= Channels.App.Components.Forms.SignInLimit.TriesPerMinute; i++)
        {
            answer = await SignInAsync("/entrar", "uma senha errada", $"alguem{i}@loja.example", token);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Contains(
            "Muitas tentativas em pouco tempo.",
            WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancellation)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_OfADisabledPerson_EndsWithTheNextRequest()
    {
        await AddAnaAsync();
        var bia = await PeopleAsync(people => people.CreateAdministratorAsync(
            "bia@loja.example", "Bia", Password, onlyIfFirst: false, Cancellation));
        await SignInAsync("/entrar", Password, email: "bia@loja.example");
        Assert.Equal(HttpStatusCode.OK, (await _browser.GetAsync("/canais", Cancellation)).StatusCode);

        await PeopleAsync(async people =>
        {
            await people.SetEnabledAsync(bia.Id, enabled: false, Cancellation);
            return true;
        });

        Assert.Equal(HttpStatusCode.Redirect, (await _browser.GetAsync("/canais", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task EveryPage_LetsNothingInFromElsewhere()
    {
        await AddAnaAsync();

        var answer = await _browser.GetAsync("/entrar", Cancellation);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        var page = await answer.Content.ReadAsStringAsync(Cancellation);
        var nonce = Nonce().Match(policy).Groups[1].Value;

        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains($"nonce=\"{nonce}\"", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_AnswersAnybody()
    {
        Assert.Equal(HttpStatusCode.OK, (await _browser.GetAsync("/health/live", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _browser.GetAsync("/health/ready", Cancellation)).StatusCode);
    }

    private Task<Person> AddAnaAsync() => PeopleAsync(people => people.CreateAdministratorAsync(
        "ana@loja.example", "Ana", Password, onlyIfFirst: true, Cancellation));

    private async Task<UserSession> BeginAsync(Person person)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ISessions>().BeginAsync(person, Client.Unknown, Cancellation);
    }

    private async Task<T> PeopleAsync<T>(Func<IPeople, Task<T>> work)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<IPeople>());
    }

    private async Task<HttpResponseMessage> SignInAsync(
        string page, string password, string email = "ana@loja.example", string? token = null) =>
        await PostAsync(page, "entrar", token, ("Email", email), ("Password", password));

    private async Task<HttpResponseMessage> PostAsync(
        string page, string handler, string? token = null, params (string Name, string Value)[] fields)
    {
        var form = await _browser.GetStringAsync(page, Cancellation);
        return await _browser.PostAsync(
            page,
            new FormUrlEncodedContent(
            [
                new("_handler", handler),
                new("__RequestVerificationToken", token ?? Token().Match(form).Groups[1].Value),
                .. fields.Select(x => new KeyValuePair<string, string>(x.Name, x.Value)),
            ]),
            Cancellation);
    }

    private string SessionIn(HttpResponseMessage signedIn)
    {
        var cookie = signedIn.Headers.GetValues("Set-Cookie").Single(x => x.StartsWith("channels=", StringComparison.Ordinal));
        var options = _app.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>()
            .Get(CookieAuthenticationDefaults.AuthenticationScheme);
        var ticket = options.TicketDataFormat.Unprotect(cookie.Split(';')[0]["channels=".Length..]);
        return SessionCookie.SessionOf(ticket!.Principal)!;
    }

    [GeneratedRegex("__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("'nonce-([^']+)'")]
    private static partial Regex Nonce();
}
