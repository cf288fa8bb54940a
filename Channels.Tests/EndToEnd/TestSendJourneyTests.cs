using Channels.Tests.Support;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd;

/// <summary>An administrator sees whether messages leave.</summary>
public sealed class TestSendJourneyTests(Chromium browser)
{
    private const string Number = "5511987654321";
    private const string Customer = "5521912345678";

    [Fact]
    public async Task TestMessage_IsSent_OrSaysWhyNot()
    {
        await using var world = await ConsoleWorld.StartAsync(browser);
        var ana = world.Administrator;
        await world.ConnectAsync("Vendas", Number);
        await ana.ChooseAsync("Vendas", "Testar envio");

        await SendAsync(ana, "21 91234-5678");
        await Assertions.Expect(ana.Dialog).ToContainTextAsync("Enviada para (21) 91234-5678");
        var sent = (await world.WhatsApp.SentAsync(Number, 1))[0]!;
        Assert.Equal((Customer, await ana.Dialog.Locator("blockquote").InnerTextAsync()), ((string)sent["to"]!, (string)sent["text"]!));
        await world.WhatsApp.DoAsync(Number, "receipt", new { from = Customer, id = (string)sent["id"]! });
        await Assertions.Expect(ana.Dialog).ToContainTextAsync("Entregue para (21) 91234-5678");
        await world.WhatsApp.DoAsync(Number, "receipt", new { from = Customer, id = (string)sent["id"]!, type = "read" });
        await Assertions.Expect(ana.Dialog).ToContainTextAsync("Lida para (21) 91234-5678");

        await world.WhatsApp.PostAsync("contacts", new { number = "351912345678", exists = false });
        await SendAsync(ana, "+351 912 345 678");
        await Assertions.Expect(ana.Dialog).ToContainTextAsync("Este número não está no WhatsApp");

        await world.WhatsApp.DoAsync(Number, "refuseSends", new { code = 463 });
        await SendAsync(ana, "21 91234-5678");
        await Assertions.Expect(ana.Dialog).ToContainTextAsync("não pode iniciar conversas novas");

        await world.WhatsApp.DoAsync(Number, "unlink");
        await Assertions.Expect(ana.Dialog).ToContainTextAsync("A instância não está conectada.");
        await Assertions.Expect(ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Enviar" })).ToBeDisabledAsync();
        await Assertions.Expect(ana.Dialog.GetByLabel("Número que vai receber")).ToHaveValueAsync("21 91234-5678");
    }

    private static async Task SendAsync(ConsoleUser ana, string to)
    {
        await ana.Dialog.GetByLabel("Número que vai receber").FillAsync(to);
        await Assertions.Expect(ana.Dialog).ToContainTextAsync("Número completo:");
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Enviar" }).ClickAsync();
    }
}
