using System.Text.RegularExpressions;
using Channels.Tests.Support;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd;

/// <summary>The machine is lost, and the console goes on elsewhere from a backup.</summary>
public sealed class BackupJourneyTests(Chromium browser)
{
    [Fact]
    public async Task BackupOfARunningConsole_RestoredElsewhere_SignsInAndKeepsItsConnections()
    {
        Tools.RequireBrowser();
        await using var app = await RunningApp.StartAsync();
        await using var elsewhere = RunningApp.Create();
        var ana = await ConsoleUser.SetUpAsync(browser, app);
        await LinkAsync(ana, app);

        var (exit, errors) = await app.BackUpAsync(elsewhere.DataFolder);
        Assert.Equal((0, ""), (exit, errors));
        await app.KillAsync();
        await elsewhere.StartAgainAsync();
        var again = new ConsoleUser(await browser.OpenAsync(elsewhere.Address), browser, elsewhere);
        await again.Page.GotoAsync("/canais");
        await again.SignInAsync("ana@loja.example");

        // Connected by the credentials that the backup's keys open.
        await again.SeesAsync("Vendas", "Conectado", "(11) 98765-4321");
        Assert.DoesNotContain("setup?codigo", elsewhere.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BackupIntoAFolderThatIsNotEmpty_IsRefusedInWords()
    {
        await using var app = RunningApp.Create();
        await File.WriteAllTextAsync(Path.Combine(app.DataFolder, "channels.db"), "", TestContext.Current.CancellationToken);

        var (exit, errors) = await app.BackUpAsync(app.DataFolder);

        Assert.Equal(1, exit);
        Assert.Contains("not empty", errors, StringComparison.Ordinal);
    }

    private async Task LinkAsync(ConsoleUser ana, RunningApp app)
    {
        await ana.OpenMethodsAsync();
        await ana.Dialog.GetByLabel("Simulador").CheckAsync();
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Continuar" }).ClickAsync();
        await ana.Dialog.GetByLabel("Nome da instância").FillAsync("Vendas");
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Criar e conectar" }).ClickAsync();
        var address = await ana.Dialog.GetByRole(AriaRole.Link, new() { Name = "Abrir celular virtual" }).GetAttributeAsync("href");
        var phone = await browser.OpenAsync(app.Address, width: 360, height: 740);
        await phone.GotoAsync(address!);
        await phone.GetByLabel("Número do celular").FillAsync("(11) 98765-4321");
        await phone.GetByLabel("Nome do perfil").FillAsync("Loja Centro");
        await phone.GetByRole(AriaRole.Button, new() { Name = "Vincular" }).ClickAsync();
        await Assertions.Expect(phone).ToHaveURLAsync(new Regex("/simulador/celular/"));
        await ana.Dialog.GetByRole(AriaRole.Button, new() { Name = "Concluir" }).ClickAsync();
        await ana.SeesAsync("Vendas", "Conectado");
    }
}
