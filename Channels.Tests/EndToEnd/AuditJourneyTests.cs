using System.Text.RegularExpressions;
using Channels.Tests.Support;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd;

/// <summary>What an administrator finds in the audit of what they just did.</summary>
public sealed class AuditJourneyTests(Chromium browser)
{
    [Fact]
    public async Task Part_IsChosen_AndTheAddressKeepsIt()
    {
        Tools.RequireBrowser();
        await using var bench = await LiveBench.StartAsync(instances: 1);
        var page = await OpenAsync(bench, "/auditoria");
        var (channel, person) = (page.Locator(".lines > [data-kind=Created]"), page.Locator(".lines > [data-kind=SetUp]"));
        await Assertions.Expect(channel).ToHaveCountAsync(1);
        await Assertions.Expect(person).ToHaveCountAsync(1);

        await page.GetByRole(AriaRole.Link, new() { Name = "Pessoas" }).ClickAsync();

        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/auditoria\\?mostrar=pessoas$"));
        await Assertions.Expect(channel).ToHaveCountAsync(0);
        await Assertions.Expect(person).ToHaveCountAsync(1);

        await page.ReloadAsync();
        await page.Locator("[data-alive]").WaitForAsync();
        await Assertions.Expect(person).ToHaveCountAsync(1);
        await Assertions.Expect(channel).ToHaveCountAsync(0);

        await page.GoBackAsync();
        await Assertions.Expect(channel).ToHaveCountAsync(1);
    }

    // The bench signed in without a browser; what is done in one is put down to that.
    [Fact]
    public async Task WhatIsDoneOnAPage_IsPutDownToItsBrowser()
    {
        Tools.RequireBrowser();
        await using var bench = await LiveBench.StartAsync(instances: 0);
        var page = await OpenAsync(bench, "/usuarios");
        var dialog = page.GetByRole(AriaRole.Dialog);
        await ConsoleUser.InteractiveAsync(page.GetByRole(AriaRole.Button, new() { Name = "Convidar usuário" }), dialog);
        await dialog.GetByLabel("Nome").FillAsync("Beto");
        await dialog.GetByLabel("E-mail").FillAsync("beto@loja.example");
        await ConsoleUser.InteractiveAsync(
            dialog.GetByRole(AriaRole.Button, new() { Name = "Convidar", Exact = true }), dialog.GetByLabel("Link de acesso"));

        await page.GotoAsync("/auditoria?mostrar=pessoas");

        var invited = page.Locator(".lines > [data-kind=Invited]");
        await Assertions.Expect(invited).ToContainTextAsync("Beto recebeu um convite como Operador");
        await Assertions.Expect(invited).ToContainTextAsync(" Ana Chrome no Linux 127.0.0.1");
        await Assertions.Expect(page.Locator(".lines > [data-kind=SignedIn]").First).Not.ToContainTextAsync("Chrome");
    }

    private async Task<IPage> OpenAsync(LiveBench bench, string path)
    {
        var page = await browser.OpenAsync(bench.Address);
        await page.SignInAsync(bench);
        await page.GotoAsync(path);
        await page.Locator("[data-alive]").WaitForAsync();
        return page;
    }
}
