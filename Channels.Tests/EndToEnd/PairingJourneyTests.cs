using System.Collections.Concurrent;
using System.Text;
using Channels.Tests.Support;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd;

/// <summary>The main job: a phone is linked in the page, and everybody sees it.</summary>
public sealed class PairingJourneyTests(Chromium browser)
{
    private const string Number = "5511987654321";
    private const string Shown = "(11) 98765-4321";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ScanInThePage_BothBrowsersShowConnected_AndARenameShowsInTheOther()
    {
        await using var world = await ConsoleWorld.StartAsync(browser);
        var ana = world.Administrator;
        var beto = await ana.InviteAsync("Beto", "beto@loja.example");
        await Assertions.Expect(beto.Page.GetByText("Nenhuma instância ainda")).ToBeVisibleAsync();

        await ana.CreateAsync("Vendas");
        await beto.SeesAsync("Vendas", "Connecting");
        await world.ScanAsync(Number, "Loja Centro");

        await Assertions.Expect(ana.Dialog).ToContainTextAsync(Shown);
        await ana.SeesAsync("Vendas", "Conectado");
        await beto.SeesAsync("Vendas", "Conectado");
        await Assertions.Expect(beto.Card("Vendas")).ToContainTextAsync(Shown);
        await Assertions.Expect(beto.Page.GetByText("1 de 3 conexões")).ToBeVisibleAsync();

        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Concluir" }).ClickAsync();
        await ana.DoAsync("Vendas", "Editar nome");
        await ana.Dialog.GetByLabel("Nome da instância").FillAsync("Suporte");
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Salvar" }).ClickAsync();

        await beto.SeesAsync("Suporte", "Conectado");
        await Assertions.Expect(beto.Card("Vendas")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Operator_SeesTheCardChange_ButNoCodeAndNoActionButRefresh()
    {
        await using var world = await ConsoleWorld.StartAsync(browser);
        var ana = world.Administrator;
        var beto = await ana.InviteAsync("Beto", "beto@loja.example");
        await ana.CreateAsync("Vendas");
        await ana.ReadCodeAsync();
        await beto.SeesAsync("Vendas", "Connecting");
        var frames = new ConcurrentQueue<string>();
        beto.Page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) =>
            frames.Enqueue(frame.Text ?? Encoding.UTF8.GetString(frame.Binary ?? []));

        var id = await beto.Card("Vendas").GetAttributeAsync("data-channel");
        await beto.Page.GotoAsync($"/canais/{id}/conectar");
        await beto.Page.Locator("[data-alive]").WaitForAsync();
        await beto.SeesAsync("Vendas", "Connecting");

        await Assertions.Expect(beto.Page.Locator("svg.qr")).ToHaveCountAsync(0);
        Assert.Null(await QrReader.ReadAsync(await beto.Page.ScreenshotAsync(), "png", Cancellation));
        var drawn = (await ana.Dialog.Locator("svg.qr path").GetAttributeAsync("d"))![..60];
        Assert.NotEmpty(frames);
        Assert.All(frames, frame => Assert.DoesNotContain(drawn, frame, StringComparison.Ordinal));
        await Assertions.Expect(beto.Page.GetByRole(AriaRole.Button, new() { Name = "Criar Nova Instância" })).ToHaveCountAsync(0);
        Assert.Equal(["", "Atualizar"], (await beto.Card("Vendas").GetByRole(AriaRole.Button).AllTextContentsAsync()).Select(x => x.Trim()));
    }

    [Fact]
    public async Task RestartOfTheApp_ComesBackWithoutANewCode()
    {
        await using var world = await ConsoleWorld.LaunchAsync(browser);
        await world.ConnectAsync("Vendas", Number);

        await world.App.KillAsync();
        await world.WhatsApp.UntilAsync(Number, "disconnected");
        await world.App.StartAgainAsync();

        await world.WhatsApp.UntilAsync(Number, "connected");

        // In a tab of its own: the one that was open finds the console again by itself, at a moment of its own.
        var ana = await world.Administrator.OpenTabAsync("/canais");
        await ana.SeesAsync("Vendas", "Conectado", Shown);
    }

    [Fact]
    public async Task DisconnectAndConnectAgain_NeedsANewCodeAndKeepsTheInstance()
    {
        await using var world = await ConsoleWorld.StartAsync(browser);
        var ana = world.Administrator;
        await world.ConnectAsync("Vendas", Number);
        var id = await ana.Card("Vendas").GetAttributeAsync("data-channel");

        await ana.ChooseAsync("Vendas", "Desconectar");
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Cancelar" }).ClickAsync();
        await ana.SeesAsync("Vendas", "Conectado");
        await ana.ChooseAsync("Vendas", "Desconectar");
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Desconectar" }).ClickAsync();
        await ana.SeesAsync("Vendas", "Desconectado", "Ana desconectou esta instância.");
        await world.WhatsApp.UntilAsync(Number, "unlinked");

        await ana.DoAsync("Vendas", "Conectar");
        await Assertions.Expect(ana.Dialog).ToContainTextAsync(Shown);
        await world.WhatsApp.DoAsync(Number, "scan", new { qr = await ana.ReadCodeAsync() });

        await ana.SeesAsync("Vendas", "Conectado", Shown);
        Assert.Equal(id, await ana.Card("Vendas").GetAttributeAsync("data-channel"));
    }

    [Fact]
    public async Task Refresh_ThatWentWell_ShowsOnTheCardAlone()
    {
        await using var world = await ConsoleWorld.StartAsync(browser);
        var ana = world.Administrator;
        await world.ConnectAsync("Vendas", Number);
        await ana.CreateAsync("Loja");
        await ana.LeaveCodeAsync();
        var place = await ana.Card("Loja").GetByRole(AriaRole.Button, new() { Name = "Atualizar" }).BoundingBoxAsync();

        await ana.DoAsync("Vendas", "Atualizar");
        await Assertions.Expect(ana.Card("Vendas").Locator("sign-of-life")).ToHaveTextAsync("confirmado agora");
        await ana.DoAsync("Loja", "Atualizar");
        await Assertions.Expect(ana.Card("Loja").Locator("just-checked")).ToHaveTextAsync("conferido agora");

        await Assertions.Expect(ana.Page.Locator(".mud-snackbar")).ToHaveCountAsync(0);
        var after = await ana.Card("Loja").GetByRole(AriaRole.Button, new() { Name = "Atualizar" }).BoundingBoxAsync();
        Assert.Equal((place!.X, place.Y), (after!.X, after.Y));
    }

    [Fact]
    public async Task Message_FromACustomer_OpensAConversationAndASecondTouchesIt()
    {
        await using var world = await ConsoleWorld.StartAsync(browser);
        await world.ConnectAsync("Vendas", Number);

        await world.WhatsApp.DoAsync(Number, "receive", new { from = "5521912345678", text = "Oi, tudo bem?", pushName = "Carla" });
        await world.WhatsApp.DoAsync(Number, "receive", new { from = "5521912345678", text = "Vocês abrem amanhã?", pushName = "Carla" });
        await world.WhatsApp.DoAsync(Number, "receive", new { from = "5521999990000", text = "oi", kind = "group", group = "120363000000000001" });

        // Messages come through in order: once the last one is there, the others were.
        await world.WhatsApp.DoAsync(Number, "receive", new { from = "5521988887777", text = "Olá", pushName = "Davi" });
        var conversations = await Tools.UntilAsync(
            () => Tools.QueryAsync(world.App.DataFolder, "SELECT ContactName, Number, IsOpen FROM Conversations JOIN Contacts ON Contacts.Id = Contact ORDER BY ContactName"),
            rows => rows.Count > 1);
        Assert.Equal(["Carla|5521912345678|1", "Davi|5521988887777|1"], conversations);
    }

    [Fact]
    public async Task Pairing_ShowsTheCodeOverTheCircuitOnly()
    {
        await using var world = await ConsoleWorld.StartAsync(browser);
        var ana = world.Administrator;
        var bodies = HttpBodies.Of(ana.Page);
        await ana.CreateAsync("Vendas");
        var code = await ana.ReadCodeAsync();
        await ana.Page.ReloadAsync();
        Assert.Equal(code, await ana.ReadCodeAsync());

        var easel = await browser.OpenAsync(world.App.Address);
        var control = Assert.Single(await HttpBodies.DrawAsync(easel, await ana.Dialog.Locator(".frame").InnerHTMLAsync()));
        Assert.Equal(code, await QrReader.ReadAsync(control, "png", Cancellation));
        Assert.Empty(await bodies.WithCodesAsync(easel, Cancellation));
        Assert.All(await bodies.ReadAllAsync(), x => Assert.DoesNotContain(code, Encoding.UTF8.GetString(x.Body), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pairing_WithLogsAtDebug_LeavesNoKeyAndNoCodeBehind()
    {
        await using var world = await ConsoleWorld.LaunchAsync(
            browser,
            ("Logging:LogLevel:Default", "Debug"),
            ("Logging:LogLevel:Microsoft.AspNetCore", "Debug"),
            ("Logging:LogLevel:Microsoft.EntityFrameworkCore", "Debug"));
        var ana = world.Administrator;
        await ana.CreateAsync("Vendas");
        var code = await ana.ReadCodeAsync();
        await world.WhatsApp.AddPhoneAsync(Number);
        await world.WhatsApp.DoAsync(Number, "scan", new { qr = code });
        await ana.SeesAsync("Vendas", "Conectado");
        await world.WhatsApp.DoAsync(Number, "receive", new { from = "5521912345678", text = "segredo do cliente" });
        var id = await ana.Card("Vendas").GetAttributeAsync("data-channel");
        await world.App.KillAsync();
        Assert.Contains("Microsoft.EntityFrameworkCore", world.App.Printed, StringComparison.Ordinal);

        var keys = await KeptKeys.ReadAsync(world.App.DataFolder, id!, Cancellation);
        Assert.InRange(keys.Count, 20, int.MaxValue);
        var secrets = code[(code.IndexOf('#', StringComparison.Ordinal) + 1)..].Split(',').Take(4).Concat(keys);
        string[] planted = [code, "segredo do cliente", .. secrets.SelectMany(FormsOf)];
        Assert.All(planted, x => Assert.DoesNotContain(x, world.App.Printed, StringComparison.Ordinal));
        foreach (var file in Directory.GetFiles(world.App.DataFolder, "*", SearchOption.AllDirectories))
        {
            var text = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, Cancellation));
            Assert.All(planted, x => Assert.DoesNotContain(x, text, StringComparison.Ordinal));
        }
    }

    /// <summary>A key as it might be written: Base64, hexadecimal, raw.</summary>
    private static IEnumerable<string> FormsOf(string part)
    {
        yield return part;
        var bytes = new byte[part.Length];
        if (part.EndsWith('=') && Convert.TryFromBase64String(part, bytes, out var length))
        {
            yield return Convert.ToHexString(bytes, 0, length);
            yield return Convert.ToHexStringLower(bytes, 0, length);
            yield return Encoding.Latin1.GetString(bytes, 0, length);
        }
    }
}
