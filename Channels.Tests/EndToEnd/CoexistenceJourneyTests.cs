using Channels.Tests.Support;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd;

/// <summary>A number that is also on its owner's phone, in the browser: what was told stands on the card, and nothing takes the number by a click.</summary>
public sealed class CoexistenceJourneyTests(Chromium browser)
{
    [Fact]
    public async Task Offboarded_IsOnTheCard_AndIsRegisteredOnlyAfterTheWord()
    {
        await using var world = await MetaWorld.StartAsync(browser);
        var ana = world.Administrator;
        var account = world.Meta.World.AddWaba("Loja");
        var number = world.Meta.World.AddConnectedNumber(account, "+55 11 98765-4321");
        number.IsOnBizApp = true;
        await world.GoToFacebookAsync("Vendas");
        await world.Agree.ClickAsync();
        await Assertions.Expect(ana.Dialog).ToContainTextAsync("(11) 98765-4321");
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Concluir" }).ClickAsync();
        Assert.True(await world.Meta.Webhooks.ConfigureAsync(world.WebhookUri, MetaWorld.VerifyToken));

        await world.Meta.Webhooks.SendAsync(world.Meta.Events.Violation(account));
        await ana.SeesAsync("Vendas", "Conectado", "A Meta registrou uma violação das políticas dela nesta conta.");
        await Assertions.Expect(ana.Card("Vendas")).ToContainTextAsync("Aviso da Meta:");
        number.Offboard();
        await world.Meta.Webhooks.SendAsync(world.Meta.Events.Offboarded(account) with { Time = world.Meta.Time.GetUtcNow().AddHours(-2) });
        await ana.SeesAsync("Vendas", "Desconectado", "O painel não registra o número sozinho.");

        await ana.OpenAsync("Vendas", "Conectar");
        var register = ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Registrar mesmo assim" });
        await Assertions.Expect(ana.Dialog).ToContainTextAsync("no celular do dono, o WhatsApp deste número deixa de funcionar");
        await register.ClickAsync();
        await Assertions.Expect(ana.Dialog).ToContainTextAsync("Digite REGISTRAR para confirmar.");
        Assert.Empty(world.Meta.CallsTo("/register"));

        await ana.Dialog.GetByLabel("Para confirmar, digite REGISTRAR").FillAsync("registrar");
        await register.ClickAsync();
        await Assertions.Expect(ana.Dialog).ToContainTextAsync("(11) 98765-4321");
        Assert.Single(world.Meta.CallsTo("/register"));
    }
}
