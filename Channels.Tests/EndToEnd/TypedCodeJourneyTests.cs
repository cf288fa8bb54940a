using System.Text;
using System.Text.RegularExpressions;
using Channels.Tests.Support;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd;

/// <summary>A phone is linked by a code that is typed on it.</summary>
public sealed class TypedCodeJourneyTests(Chromium browser)
{
    private const string Number = "5511987654321";
    private const string Typed = "11 98765-4321";
    private const string Shown = "(11) 98765-4321";
    private const string Other = "5521998765432";

    [Fact]
    public async Task Code_SurvivesAReloadAndALostCircuit_AndConnects_AndTravelsOverTheCircuitOnly()
    {
        await using var world = await ConsoleWorld.LaunchAsync(browser);
        var ana = world.Administrator;
        var bodies = HttpBodies.Of(ana.Page);
        await world.WhatsApp.AddPhoneAsync(Number, new { name = "Loja Centro" });
        await ana.CreateAsync("Vendas");
        await ana.ReadCodeAsync();

        var code = await AskAsync(ana, Typed);
        await Assertions.Expect(ana.Dialog).ToContainTextAsync($"Digite no celular de {Shown}");
        await ana.Page.ReloadAsync();
        await Assertions.Expect(ana.Dialog.Locator(".code")).ToHaveTextAsync(code);
        await ana.LoseAsync();
        await ana.ComeBackAsync();
        await Assertions.Expect(ana.Dialog.Locator(".code")).ToHaveTextAsync(code);
        await world.WhatsApp.DoAsync(Number, "enterCode", new { code });

        await Assertions.Expect(ana.Dialog).ToContainTextAsync("Conectado");
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Concluir" }).ClickAsync();
        await ana.SeesAsync("Vendas", "Conectado", Shown);
        foreach (var form in (string[])[code, code.Replace("-", "", StringComparison.Ordinal)])
        {
            Assert.All(await bodies.ReadAllAsync(), x => Assert.DoesNotContain(form, Encoding.UTF8.GetString(x.Body), StringComparison.Ordinal));
            Assert.DoesNotContain(form, world.App.Printed, StringComparison.Ordinal);
            Assert.DoesNotContain(form, ana.Page.Url, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Code_TypedWrong_IsSaid_RunsOut_AndTheNextOneWorks()
    {
        await using var world = await ConsoleWorld.StartAsync(
            browser, ("WhatsAppWeb:CodeLifetime", "00:00:10"), ("WhatsAppWeb:TypedDeadline", "00:00:01"));
        var ana = world.Administrator;
        await world.WhatsApp.AddPhoneAsync(Number);
        await ana.CreateAsync("Vendas");
        var first = await AskAsync(ana, Typed);

        await RefusesAsync(world, Number, new string([.. first.Reverse()]), "wrong-code");
        await Assertions.Expect(ana.Dialog.GetByText("Se ele recusou o código, confira e digite de novo.").First).ToBeVisibleAsync();
        await Assertions.Expect(ana.Dialog.Locator(".notice")).ToContainTextAsync($"O código expirou sem ser aceito no celular de {Shown}");
        await ana.SeesAsync("Vendas", "Desconectado");
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Gerar código" }).ClickAsync();

        var second = await ReadAsync(ana);
        Assert.NotEqual(first, second);
        await world.WhatsApp.DoAsync(Number, "enterCode", new { code = second });
        await ana.SeesAsync("Vendas", "Conectado");
    }

    [Fact]
    public async Task Code_TypedWrong_ThatEndsThePairing_SaysWhatToDo()
    {
        await using var world = await ConsoleWorld.StartAsync(browser);
        var ana = world.Administrator;
        await world.WhatsApp.SetModeAsync(new { wrongCode = 500 });
        await world.WhatsApp.AddPhoneAsync(Number);
        await ana.CreateAsync("Vendas");
        var code = await AskAsync(ana, Typed);

        await RefusesAsync(world, Number, new string([.. code.Reverse()]), "wrong-code");

        await Assertions.Expect(ana.Dialog).ToContainTextAsync("o código pode ter sido digitado errado");
        await ana.SeesAsync("Vendas", "Desconectado", "digite com atenção cada letra e número");
    }

    [Fact]
    public async Task QrCode_AfterACodeToBeTyped_Works()
    {
        await using var world = await ConsoleWorld.StartAsync(browser);
        var ana = world.Administrator;
        await world.WhatsApp.AddPhoneAsync(Number);
        await ana.CreateAsync("Vendas");
        var code = await AskAsync(ana, Typed);

        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "QR Code", Exact = true }).ClickAsync();
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Mostrar QR Code" }).ClickAsync();
        var qr = await ana.ReadCodeAsync();

        await RefusesAsync(world, Number, code, "no-code-requested");
        await world.WhatsApp.DoAsync(Number, "scan", new { qr });
        await ana.SeesAsync("Vendas", "Conectado");
    }

    [Fact]
    public async Task Number_OfAnotherInstanceOrAnother_IsToldBeforeACodeIsMade()
    {
        await using var world = await ConsoleWorld.StartAsync(browser);
        var ana = world.Administrator;
        await world.ConnectAsync("Vendas", Number);
        await world.WhatsApp.AddPhoneAsync(Other);
        await ana.CreateAsync("Suporte");
        await FillAsync(ana, Typed);
        await Assertions.Expect(ana.Dialog).ToContainTextAsync("já está na instância “Vendas”");
        await ana.EscapeAsync();

        await ana.ChooseAsync("Vendas", "Desconectar");
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Desconectar" }).ClickAsync();
        await ana.SeesAsync("Vendas", "Desconectado");
        await ana.OpenAsync("Vendas", "Conectar");
        await FillAsync(ana, "21 99876-5432");
        await Assertions.Expect(ana.Dialog).ToContainTextAsync($"Esta instância usava o número {Shown}");
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Usar outro número" }).ClickAsync();

        var code = await ReadAsync(ana);
        await ana.Page.ReloadAsync();
        await Assertions.Expect(ana.Dialog).ToContainTextAsync("Qualquer número será aceito desta vez.");
        await world.WhatsApp.DoAsync(Other, "enterCode", new { code });
        await ana.SeesAsync("Vendas", "Conectado", "(21) 99876-5432");
    }

    [Fact]
    public async Task WrongPhone_ByQrCode_IsRefusedAndLoggedOut_AndCanBeUsedOnPurpose()
    {
        await using var world = await ConsoleWorld.StartAsync(browser);
        var ana = world.Administrator;
        await world.ConnectAsync("Vendas", Number);
        await world.WhatsApp.DoAsync(Number, "unlink");
        await ana.SeesAsync("Vendas", "Desconectado");
        await ana.OpenAsync("Vendas", "Conectar");
        await Assertions.Expect(ana.Dialog).ToContainTextAsync("Número esperado");

        await world.ScanAsync(Other, "Loja Barra");
        await world.WhatsApp.UntilAsync(Other, "loggedOut");
        await Assertions.Expect(ana.Dialog.Locator(".frame")).ToContainTextAsync("(21) 99876-5432");
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Usar outro número" }).ClickAsync();
        var qr = await ana.ReadCodeAsync();
        await ana.Page.ReloadAsync();
        await Assertions.Expect(ana.Dialog).ToContainTextAsync("Qualquer número será aceito desta vez.");
        await world.WhatsApp.DoAsync(Other, "scan", new { qr });

        await ana.SeesAsync("Vendas", "Conectado", "(21) 99876-5432");
    }

    [Fact]
    public async Task TwoAdministrators_SeeTheSameCode_AndWhatTheOtherDoes()
    {
        await using var world = await ConsoleWorld.StartAsync(browser);
        var ana = world.Administrator;
        var eva = await ana.InviteAsync("Eva", "eva@loja.example", role: "Administrador");
        await ana.CreateAsync("Vendas");
        var code = await AskAsync(ana, Typed);

        await eva.Page.GotoAsync(ana.Page.Url);
        await Assertions.Expect(eva.Dialog.Locator(".code")).ToHaveTextAsync(code);
        await eva.EscapeAsync();
        await eva.ChooseAsync("Vendas", "Desconectar");
        await eva.Dialog.GetByRole(AriaRole.Button, new() { Name = "Desconectar" }).ClickAsync();
        await Assertions.Expect(ana.Dialog.Locator(".notice")).ToContainTextAsync("Eva");
        await Assertions.Expect(ana.Page.Locator(".code")).ToHaveCountAsync(0);

        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Gerar código" }).ClickAsync();
        await ReadAsync(ana);
        await eva.OpenAsync("Vendas", "Remover");
        await eva.Dialog.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Remover") }).ClickAsync();
        await Assertions.Expect(ana.Dialog).ToContainTextAsync(new Regex("Esta instância (foi|está sendo) removida"));
        await Assertions.Expect(ana.Page.Locator(".code")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task CreateDialog_OverALostCircuit_KeepsWhatWasTyped()
    {
        await using var world = await ConsoleWorld.StartAsync(browser);
        var ana = world.Administrator;
        await ana.OpenCreateAsync();
        var name = ana.Dialog.GetByLabel("Nome da instância");
        await name.FillAsync("Vendas");
        await Assertions.Expect(ana.Dialog).ToContainTextAsync("6/60");

        await ana.LoseAsync();
        await ana.ComeBackAsync();

        await Assertions.Expect(name).ToHaveValueAsync("Vendas");
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Criar e conectar" }).ClickAsync();
        await ana.ReadCodeAsync();
    }

    [Fact]
    public async Task VirtualPhone_TakesATypedCodeToo()
    {
        Tools.RequireBrowser();
        await using var app = await RunningApp.StartHereAsync();
        var ana = await ConsoleUser.SetUpAsync(browser, app);
        await ana.OpenMethodsAsync();
        await ana.Dialog.GetByLabel("Simulador").CheckAsync();
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Continuar" }).ClickAsync();
        await ana.Dialog.GetByLabel("Nome da instância").FillAsync("Vendas");
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Criar e conectar" }).ClickAsync();
        var code = await AskAsync(ana, Typed);

        var phone = await ana.Page.Context.NewPageAsync();
        var link = await ana.Dialog.GetByRole(AriaRole.Link, new() { Name = "Abrir celular virtual" }).GetAttributeAsync("href");
        await phone.GotoAsync(link!);
        var number = phone.GetByLabel("Número do celular");
        await ConsoleUser.UntilAsync(number, async () =>
        {
            await phone.GetByLabel("Conectar com código").FillAsync(code);
            await phone.GetByRole(AriaRole.Button, new() { Name = "Continuar" }).ClickAsync();
        });
        await Assertions.Expect(number).ToHaveValueAsync(Shown);
        await phone.GetByRole(AriaRole.Button, new() { Name = "Vincular" }).ClickAsync();

        await ana.SeesAsync("Vendas", "Conectado", Shown);
    }

    private static async Task FillAsync(ConsoleUser ana, string number)
    {
        var field = ana.Dialog.GetByLabel("Número do WhatsApp deste celular");
        await ConsoleUser.UntilAsync(
            field, () => ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Conectar com código" }).ClickAsync(new() { Timeout = 1000 }));
        await field.FillAsync(number);
        await Assertions.Expect(ana.Dialog).ToContainTextAsync("Número completo:");
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Gerar código" }).ClickAsync();
    }

    private static async Task<string> AskAsync(ConsoleUser ana, string number)
    {
        await FillAsync(ana, number);
        return await ReadAsync(ana);
    }

    private static async Task<string> ReadAsync(ConsoleUser ana)
    {
        var code = ana.Dialog.Locator(".code");
        await Assertions.Expect(code).ToHaveTextAsync(new Regex("^[1-9A-Z]{4}-[1-9A-Z]{4}$"));
        return await code.InnerTextAsync();
    }

    private static async Task RefusesAsync(ConsoleWorld world, string number, string code, string refusal)
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => world.WhatsApp.DoAsync(number, "enterCode", new { code }));
        Assert.Contains(refusal, refused.Message, StringComparison.Ordinal);
    }
}
