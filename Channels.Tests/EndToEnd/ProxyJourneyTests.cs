using Channels.Tests.Support;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd;

/// <summary>An administrator has an instance go through a proxy; and the proxies that whoever runs the console set.</summary>
public sealed class ProxyJourneyTests(Chromium browser) : IAsyncDisposable
{
    private const string Number = "5511987654321";

    private readonly TunnelProxy _proxy = new();

    public ValueTask DisposeAsync() => _proxy.DisposeAsync();

    [Fact]
    public async Task Proxy_IsTriedSavedAndRemoved_AndTheCardSaysWhenItFails()
    {
        _proxy.Login = ("loja", "certa");
        await using var world = await ConsoleWorld.StartAsync(browser);
        var ana = world.Administrator;
        await world.ConnectAsync("Vendas", Number);
        await ana.ChooseAsync("Vendas", "Proxy…");

        await ana.Dialog.GetByLabel("Endereço do proxy").FillAsync("127.0.0.1");
        await ana.Dialog.GetByLabel("Porta").FillAsync($"{_proxy.Port}");
        await ana.Dialog.GetByLabel("Usuário").FillAsync("loja");
        await TryAsync(ana, "errada");
        await Assertions.Expect(ana.Dialog).ToContainTextAsync("não abriu por este proxy: o proxy não aceitou o usuário ou a senha.");
        await TryAsync(ana, "certa");
        await Assertions.Expect(ana.Dialog).ToContainTextAsync("O endereço do WhatsApp abriu por este proxy.");
        Assert.Single(_proxy.Asked);
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Salvar" }).ClickAsync();
        await Tools.UntilAsync(() => Task.FromResult(_proxy.Asked.Count), count => count == 2);
        await ana.SeesAsync("Vendas", "Conectado");

        await _proxy.GoDownAsync();
        await Assertions.Expect(ana.Card("Vendas")).ToContainTextAsync("não foi possível falar com o proxy");
        await Assertions.Expect(ana.Card("Vendas")).ToContainTextAsync("Confira o proxy desta instância");

        await ana.ChooseAsync("Vendas", "Proxy… (em uso)");
        await Assertions.Expect(ana.Dialog.GetByLabel("Senha do proxy")).ToHaveValueAsync("");
        await Assertions.Expect(ana.Dialog).ToContainTextAsync("Já salva. Digite só para trocar.");
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Remover proxy" }).ClickAsync();
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Remover e reconectar sem ele" }).ClickAsync();
        await ana.SeesAsync("Vendas", "Conectado");
        Assert.Equal(2, _proxy.Asked.Count);
    }

    [Fact]
    public async Task ProxyOfTheEnvironment_IsTheWayToWhatsApp()
    {
        Tools.RequireBrowser();
        Tools.RequireNode();
        _proxy.Login = ("loja", "senha: 100%");
        await using var app = await RunningApp.StartAsync(("HTTPS_PROXY", $"http://loja:senha%3A%20100%25@127.0.0.1:{_proxy.Port}"));
        var ana = await ConsoleUser.SetUpAsync(browser, app);

        await ana.CreateAsync("Vendas");

        // It opens loopback only.
        await Assertions.Expect(ana.Dialog).ToContainTextAsync("o proxy respondeu, mas não abriu caminho até o WhatsApp (HTTP 403)");
        Assert.Equal("web.whatsapp.com:443", Assert.Single(_proxy.Asked));
    }

    [Fact]
    public async Task AddressThatTheEnvironmentExcepts_IsReachedDirectly()
    {
        _proxy.Refuses = true;
        await using var world = await ConsoleWorld.LaunchAsync(
            browser, ("ALL_PROXY", $"socks5://127.0.0.1:{_proxy.Port}"), ("NO_PROXY", "loja.example,127.0.0.1"));

        await world.ConnectAsync("Vendas", Number);

        Assert.Empty(_proxy.Asked);
    }

    private static async Task TryAsync(ConsoleUser ana, string password)
    {
        await ana.Dialog.GetByLabel("Senha do proxy").FillAsync(password);
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Testar" }).ClickAsync();
    }
}
