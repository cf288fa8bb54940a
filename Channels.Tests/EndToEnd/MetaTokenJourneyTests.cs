using Channels.Tests.Support;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd;

/// <summary>What is typed on the way to the official API, in the browser: a token, an account.</summary>
public sealed class MetaTokenJourneyTests(Chromium browser)
{
    private const string Display = "+55 11 98765-4321";

    [Fact]
    public async Task Token_OfABusinessOfItsOwn_Connects_WhereNobodyIsSentToFacebook()
    {
        await using var world = await MetaWorld.StartAsync(browser, byFacebook: false);
        var ana = world.Administrator;
        var account = world.Meta.World.AddWaba("Loja");
        var number = world.Meta.World.AddConnectedNumber(account, Display, "Loja Centro");
        var token = world.Meta.IssueToken(account);
        await ana.OpenMethodsAsync();
        await ana.Dialog.GetByLabel("WhatsApp Meta API (API Oficial)").CheckAsync();
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Continuar" }).ClickAsync();
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Criar e conectar" }).ClickAsync();

        await ana.Dialog.GetByLabel("Token do usuário do sistema").FillAsync(token.Value);
        await ana.Dialog.GetByLabel("ID da conta do WhatsApp Business").FillAsync("4711");
        await ana.Dialog.GetByLabel("ID do número de telefone").FillAsync(number.Id);
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Conectar com o token" }).ClickAsync();
        await Assertions.Expect(ana.Dialog).ToContainTextAsync("Não é possível ler a conta 4711");
        await Assertions.Expect(ana.Dialog.GetByLabel("ID do número de telefone")).ToHaveValueAsync(number.Id);
        await ana.Dialog.GetByLabel("ID da conta do WhatsApp Business").FillAsync(account.Id);
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Conectar com o token" }).ClickAsync();

        await Assertions.Expect(ana.Dialog).ToContainTextAsync("(11) 98765-4321");
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Concluir" }).ClickAsync();
        await ana.SeesAsync("Loja Centro", "Conectado", "API oficial");
        Assert.DoesNotContain(token.Value, await ana.FirstHtmlAsync("/canais"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Account_ThatMetaDoesNotName_IsTyped()
    {
        await using var world = await MetaWorld.StartAsync(browser);
        world.Meta.Dialog.OmitsTargetIds = true;
        var ana = world.Administrator;
        var account = world.Meta.World.AddWaba("Loja");
        world.Meta.World.AddConnectedNumber(account, Display, "Loja Centro");

        await world.GoToFacebookAsync("Vendas");
        await world.Agree.ClickAsync();
        await ana.Page.Locator("[data-alive]").WaitForAsync();
        await ana.Dialog.GetByLabel("ID da conta do WhatsApp Business").FillAsync(account.Id);
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Usar esta conta" }).ClickAsync();

        await Assertions.Expect(ana.Dialog).ToContainTextAsync("(11) 98765-4321");
    }
}
