using System.Net;
using Channels.Domain.Access;
using Channels.Domain.Ports;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.App.Api;

/// <summary>One-time links for a password.</summary>
public sealed partial class PagesTests
{
    private const string Another = "outra senha bem longa";

    [Fact]
    public async Task PasswordChosen_SignsThatPersonIn_WhoeverWasInThisBrowser()
    {
        var ana = await AddAnaAsync();
        var old = SessionIn(await SignInAsync("/entrar", Password));
        var invited = await PeopleAsync(people => people.InviteAsync("beto@loja.example", "Beto", Role.Operator, Cancellation));

        var answer = await PostAsync(PathOf(invited), "senha", token: null, ("Password", Another));

        Assert.Equal("/canais", answer.Headers.Location?.OriginalString);
        Assert.Equal(invited.UserId, (await FindAsync(invited.UserId, SessionIn(answer)))?.Id);
        Assert.Null(await FindAsync(ana.Id, old));
        Assert.Equal(HttpStatusCode.OK, (await _browser.GetAsync("/canais", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Link_ThatNoLongerCounts_SaysSoAtOnce_WithoutAForm()
    {
        var ana = await AddAnaAsync();
        var link = await PeopleAsync(people => people.MakePasswordLinkAsync(ana.Id, Cancellation));
        Assert.Contains("ana@loja.example", await ReadAsync(PathOf(link)), StringComparison.Ordinal);
        await PeopleAsync(people => people.MakePasswordLinkAsync(ana.Id, Cancellation));

        foreach (var path in new[] { PathOf(link), "/senha", "/senha?u=a&t=b" })
        {
            var page = await ReadAsync(path);

            Assert.Contains("Este link não vale mais", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<form", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Link_UsedWhileItsFormWasOpen_SaysSo_WithoutAForm()
    {
        var ana = await AddAnaAsync();
        var link = await PeopleAsync(people => people.MakePasswordLinkAsync(ana.Id, Cancellation));
        var token = Token().Match(await _browser.GetStringAsync(PathOf(link), Cancellation)).Groups[1].Value;
        await PostAsync(PathOf(link), "senha", token: null, ("Password", Another));

        using var answer = await _browser.PostAsync(
            PathOf(link),
            new FormUrlEncodedContent([new("_handler", "senha"), new("__RequestVerificationToken", token), new("Password", "mais uma senha longa")]),
            Cancellation);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancellation));

        Assert.Contains("Este link não vale mais", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_WithAPasswordThatIsTooWeak_KeepsTheForm()
    {
        var ana = await AddAnaAsync();
        var link = await PeopleAsync(people => people.MakePasswordLinkAsync(ana.Id, Cancellation));

        var answer = await PostAsync(PathOf(link), "senha", token: null, ("Password", "aaaaaaaaaaaa"));
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancellation));

        Assert.Contains("Essa senha é fácil de adivinhar.", page, StringComparison.Ordinal);
        Assert.Contains("name=\"Password\"", page, StringComparison.Ordinal);
    }

    private static string PathOf(PasswordLink link) => $"/senha?u={link.UserId}&t={Uri.EscapeDataString(link.Token)}";

    private async Task<string> ReadAsync(string path) => WebUtility.HtmlDecode(await _browser.GetStringAsync(path, Cancellation));

    private async Task<Person?> FindAsync(string user, string session)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ISessions>().FindAsync(user, session, Cancellation);
    }
}
