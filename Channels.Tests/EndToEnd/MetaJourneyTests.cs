using System.Text.RegularExpressions;
using Channels.Tests.GraphServer;
using Channels.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd;

/// <summary>The official API in the browser, from "Conectar com Facebook" to Conectado, and the ways in which it breaks.</summary>
public sealed class MetaJourneyTests(Chromium browser)
{
    private const string Display = "+55 11 98765-4321";

    [Fact]
    public async Task OneNumber_ConnectsWithItsVerifiedName_InEveryBrowser()
    {
        await using var world = await MetaWorld.LaunchAsync(browser);
        var ana = world.Administrator;
        var account = world.Meta.World.AddWaba("Loja");
        world.Meta.World.AddNumber(account, Display, "Loja Centro");
        var beto = await ana.InviteAsync("Beto", "beto@loja.example");

        await world.GoToFacebookAsync();
        await world.Agree.ClickAsync();

        await Assertions.Expect(ana.Page).ToHaveURLAsync(new Regex("/canais/[0-9a-f-]+/conectar$"));
        await Assertions.Expect(ana.Dialog).ToContainTextAsync("Conectado");
        await Assertions.Expect(ana.Dialog).ToContainTextAsync("(11) 98765-4321");
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Concluir" }).ClickAsync();
        await ana.SeesAsync("Loja Centro", "Conectado", "API oficial");
        await beto.SeesAsync("Loja Centro", "Conectado", "Qualidade");
        Assert.NotNull(account.Subscription);
        Assert.DoesNotContain(world.Meta.AppSecret, world.App.Printed, StringComparison.Ordinal);
        var first = await ana.FirstHtmlAsync("/canais");
        Assert.All(world.Meta.Calls.Select(x => x.Bearer).OfType<string>(), token => Assert.DoesNotContain(token, first + world.App.Printed, StringComparison.Ordinal));
    }

    [Fact]
    public async Task SeveralNumbers_AreAskedFor()
    {
        await using var world = await MetaWorld.StartAsync(browser);
        var ana = world.Administrator;
        var account = world.Meta.World.AddWaba("Loja");
        world.Meta.World.AddConnectedNumber(account, Display, "Loja Norte");
        world.Meta.World.AddConnectedNumber(account, "+55 21 3456-7000", "Loja Sul");

        await world.GoToFacebookAsync("Vendas");
        await world.Agree.ClickAsync();
        await Assertions.Expect(ana.Dialog).ToContainTextAsync("Loja Sul");
        await ana.Page.ReloadAsync();
        await ana.Page.Locator("[data-alive]").WaitForAsync();
        await ana.Dialog.GetByLabel(new Regex("Loja Sul")).CheckAsync();
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Usar este número" }).ClickAsync();

        await Assertions.Expect(ana.Dialog).ToContainTextAsync("(21) 3456-7000");
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Concluir" }).ClickAsync();
        await ana.SeesAsync("Vendas", "Conectado");
    }

    [Fact]
    public async Task Refusal_IsSaid_AndTheNextTryWorks()
    {
        await using var world = await MetaWorld.StartAsync(browser);
        var ana = world.Administrator;
        world.Meta.World.AddConnectedNumber(world.Meta.World.AddWaba("Loja"), Display);

        await world.GoToFacebookAsync("Vendas");
        await ana.Page.GetByRole(AriaRole.Button, new() { Name = "Cancelar" }).ClickAsync();
        await Assertions.Expect(ana.Dialog).ToContainTextAsync("A Meta não concedeu a autorização");

        await world.ConnectWithFacebookAsync();
        await world.Agree.ClickAsync();
        await Assertions.Expect(ana.Dialog).ToContainTextAsync("(11) 98765-4321");
    }

    [Fact]
    public async Task MetaOutOfReach_AndAnAppWithoutAccess_AreSaid_AndTheNextTryWorks()
    {
        await using var world = await MetaWorld.StartAsync(browser);
        var ana = world.Administrator;
        world.Meta.World.AddConnectedNumber(world.Meta.World.AddWaba("Loja"), Display);
        world.Meta.FailWithHtml("oauth/access_token", 503);
        await world.GoToFacebookAsync("Vendas");
        await world.Agree.ClickAsync();
        await Assertions.Expect(ana.Dialog).ToContainTextAsync("Não foi possível falar com a Meta para concluir a autorização");

        world.Meta.Fail("phone_numbers", 200, times: 100);
        await world.ConnectWithFacebookAsync();
        await world.Agree.ClickAsync();
        await Assertions.Expect(ana.Dialog).ToContainTextAsync("peça Acesso Avançado");

        world.Meta.Recover();
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Tentar de novo" }).ClickAsync();
        await Assertions.Expect(ana.Dialog).ToContainTextAsync("(11) 98765-4321");
    }

    [Fact]
    public async Task ClosedTab_TheInstanceWaits_AndAnotherTabGoesOn()
    {
        await using var world = await MetaWorld.StartAsync(browser);
        var ana = world.Administrator;
        world.Meta.World.AddConnectedNumber(world.Meta.World.AddWaba("Loja"), Display);
        await world.GoToFacebookAsync("Vendas");

        var tab = await ana.OpenTabAsync("/canais");
        await ana.Page.CloseAsync();
        await tab.SeesAsync("Vendas", "Connecting", "Facebook");
        await tab.OpenAsync("Vendas", "Conectar");
        await tab.Dialog.GetByRole(AriaRole.Button, new() { Name = "Abrir o Facebook de novo" }).ClickAsync();
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Continuar", Exact = true }).ClickAsync();

        await Assertions.Expect(tab.Dialog).ToContainTextAsync("(11) 98765-4321");
    }

    [Fact]
    public async Task SecondReturn_AndAReturnOfNobody_ChangeNothing()
    {
        await using var world = await MetaWorld.StartAsync(browser);
        var ana = world.Administrator;
        world.Meta.World.AddConnectedNumber(world.Meta.World.AddWaba("Loja"), Display);
        await world.GoToFacebookAsync("Vendas");
        var back = ana.Page.WaitForRequestAsync(new Regex("/meta/callback"));
        await world.Agree.ClickAsync();
        var address = (await back).Url;
        await Assertions.Expect(ana.Dialog).ToContainTextAsync("(11) 98765-4321");

        await ana.Page.GotoAsync(address);
        await Assertions.Expect(ana.Page).ToHaveURLAsync(new Regex("/canais/[0-9a-f-]+/conectar$"));
        await Assertions.Expect(ana.Dialog).ToContainTextAsync("(11) 98765-4321");
        Assert.Single(world.Meta.CallsTo("oauth/access_token"));

        await ana.Page.GotoAsync("/meta/callback?code=AQB1&state=0000");
        await Assertions.Expect(ana.Page.GetByText("Este retorno do Facebook não vale mais")).ToBeVisibleAsync();
        await ana.SeesAsync("Vendas", "Conectado");
    }

    [Fact]
    public async Task CodeThatIsTooOld_IsSaidWithMetasWords()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var world = await MetaWorld.StartAsync(browser, time);
        var ana = world.Administrator;
        var account = world.Meta.World.AddWaba("Loja");
        world.Meta.World.AddConnectedNumber(account, Display);
        await world.GoToFacebookAsync("Vendas");
        var state = Regex.Match(ana.Page.Url, "state=([0-9a-f]+)").Groups[1].Value;
        var back = world.Meta.Dialog.Authorize(world.RedirectUri, state, account);
        time.Advance(TimeSpan.FromSeconds(31));

        await ana.Page.GotoAsync(world.RedirectUri + back);

        await Assertions.Expect(ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Conectar com Facebook" })).ToBeVisibleAsync();
        await ana.SeesAsync("Vendas", "Desconectado");
    }

    [Fact]
    public async Task TwoAdministrators_OnOneInstance_BothSeeItConnect()
    {
        await using var world = await MetaWorld.StartAsync(browser);
        var ana = world.Administrator;
        world.Meta.World.AddConnectedNumber(world.Meta.World.AddWaba("Loja"), Display);
        var eva = await ana.InviteAsync("Eva", "eva@loja.example", role: "Administrador");
        await world.GoToFacebookAsync("Vendas");
        await eva.SeesAsync("Vendas", "Connecting");
        await eva.OpenAsync("Vendas", "Conectar");
        await eva.Dialog.GetByRole(AriaRole.Button, new() { Name = "Abrir o Facebook de novo" }).ClickAsync();
        await eva.Page.GetByRole(AriaRole.Button, new() { Name = "Continuar", Exact = true }).WaitForAsync();

        await world.Agree.ClickAsync();
        await Assertions.Expect(ana.Dialog).ToContainTextAsync("(11) 98765-4321");
        await eva.Page.GetByRole(AriaRole.Button, new() { Name = "Continuar", Exact = true }).ClickAsync();

        await Assertions.Expect(eva.Dialog).ToContainTextAsync("(11) 98765-4321");
        await ana.SeesAsync("Vendas", "Conectado");
    }

    [Fact]
    public async Task NumberWithAPin_IsAskedForIt()
    {
        await using var world = await MetaWorld.StartAsync(browser);
        var ana = world.Administrator;
        var number = world.Meta.World.AddNumber(world.Meta.World.AddWaba("Loja"), Display);
        number.Pin = "012345";
        await world.GoToFacebookAsync("Vendas");
        await world.Agree.ClickAsync();

        var pin = ana.Dialog.GetByLabel(new Regex("^PIN"));
        await pin.FillAsync("12");
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Registrar número" }).ClickAsync();
        await Assertions.Expect(ana.Dialog).ToContainTextAsync("O PIN tem seis dígitos.");
        await pin.FillAsync("012345");
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Registrar número" }).ClickAsync();

        await Assertions.Expect(ana.Dialog).ToContainTextAsync("(11) 98765-4321");
    }

    [Fact]
    public async Task Webhook_OverHttp_TellsWhatHappens_AndARevokedTokenShowsOnTheCard()
    {
        await using var world = await MetaWorld.LaunchAsync(browser);
        var ana = world.Administrator;
        var account = world.Meta.World.AddWaba("Loja");
        var number = world.Meta.World.AddConnectedNumber(account, Display);
        Assert.False(await world.Meta.Webhooks.ConfigureAsync(world.WebhookUri, "outro segredo"));
        Assert.True(await world.Meta.Webhooks.ConfigureAsync(world.WebhookUri, MetaWorld.VerifyToken));
        await world.GoToFacebookAsync("Vendas");
        await world.Agree.ClickAsync();
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Concluir" }).ClickAsync();

        var sent = await world.Meta.Webhooks.SendAsync(world.Meta.Events.TextFrom(number, "5521976543210", "Bom dia, quero um orçamento"));
        Assert.Equal(200, Assert.Single(sent).Status);
        await Assertions.Expect(ana.Card("Vendas")).ToContainTextAsync("recebida");

        Assert.Equal(401, (await world.Meta.Webhooks.PostAsync("{}", Signing.Wrong)).Status);
        Assert.Equal(401, (await world.Meta.Webhooks.PostAsync("{}", Signing.None)).Status);
        Assert.Equal(413, (await world.Meta.Webhooks.PostAsync(new byte[(3 * 1024 * 1024) + 1])).Status);

        var token = world.Meta.FindToken(world.Meta.CallsTo($"GET /{number.Id}")[^1].Bearer!)!;
        token.Revoke(458);
        await world.Meta.Webhooks.SendAsync(world.Meta.Events.AppUninstalled(account, world.Meta.AppId));
        await ana.SeesAsync("Vendas", "Desconectado", "removido");
        Assert.DoesNotContain("orçamento", world.App.Printed, StringComparison.Ordinal);
    }
}
