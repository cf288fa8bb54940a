using System.Net;
using System.Text.RegularExpressions;
using Channels.Domain.UseCases.Board;
using Channels.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd.Stopped;

/// <summary>The data folder on a disk that takes no more writes.</summary>
public sealed class FullDiskTests(Chromium browser)
{
    private const string Full = "o disco do servidor está cheio";

    [Fact]
    public async Task FullDisk_IsSaidWhereverSomebodyWrites_NothingTypedIsLost_AndAllGoesOnOnceThereIsRoom()
    {
        Tools.RequireBrowser();
        var folder = Scratch.CreateFolder("channels-disk-");
        await using var disk = await SmallDisk.MountAsync(folder);
        await using var bench = await LiveBench.StartAsync(instances: 2, "--DataDirectory", folder);
        var page = await browser.OpenAsync(bench.Address);
        await page.SignInAsync(bench);
        await page.GotoAsync("/canais");
        await page.Locator("[data-alive]").WaitForAsync();
        var card = page.GetByRole(AriaRole.Article, new() { Name = "Loja 1", Exact = true });
        var dialog = page.GetByRole(AriaRole.Dialog);
        var name = dialog.GetByLabel("Nome da instância");
        await card.GetByRole(AriaRole.Button, new() { Name = "Editar nome" }).ClickAsync();
        await name.FillAsync("Loja Centro");

        await disk.FillAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Salvar" }).ClickAsync();

        await Assertions.Expect(dialog).ToContainTextAsync(Full);
        await Assertions.Expect(name).ToHaveValueAsync("Loja Centro");
        await Assertions.Expect(page.Locator("[data-outage=Full]")).ToContainTextAsync(Full);
        await Assertions.Expect(page.Locator("[data-unwritten]")).ToHaveCountAsync(2);
        await Assertions.Expect(card).Not.ToContainTextAsync("enviadas e recebidas normalmente");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, true), await ReadyAsync(bench));

        await dialog.GetByRole(AriaRole.Button, new() { Name = "Cancelar" }).ClickAsync();
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
        await card.GetByRole(AriaRole.Button, new() { Name = "Atualizar" }).ClickAsync();
        await Assertions.Expect(page.Locator(".mud-snackbar")).ToContainTextAsync(Full);
        await Assertions.Expect(page.GetByRole(AriaRole.Article)).ToHaveCountAsync(2);

        // Whoever comes only now, and signs in, is told in words.
        var late = await browser.OpenAsync(bench.Address);
        await late.GotoAsync("/entrar");
        await late.GetByLabel("E-mail").FillAsync("ana@loja.example");
        await late.GetByLabel("Senha").FillAsync(LiveBench.Password);
        await late.GetByRole(AriaRole.Button, new() { Name = "Entrar", Exact = true }).ClickAsync();
        await Assertions.Expect(late.GetByRole(AriaRole.Alert)).ToContainTextAsync(Full);
        await Assertions.Expect(late.GetByLabel("E-mail")).ToHaveValueAsync("ana@loja.example");

        await page.GetByRole(AriaRole.Button, new() { Name = "Criar Nova Instância" }).ClickAsync();
        await dialog.GetByLabel("QR Code (WhatsApp Web)").CheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Continuar" }).ClickAsync();
        await name.FillAsync("Loja Norte");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Criar e conectar" }).ClickAsync();
        await Assertions.Expect(dialog).ToContainTextAsync(Full);
        await Assertions.Expect(name).ToHaveValueAsync("Loja Norte");

        // Nobody writes: the console itself finds out that it can.
        disk.Free();
        await Assertions.Expect(page.Locator("[data-outage], [data-unwritten]")).ToHaveCountAsync(0);
        Assert.Equal((HttpStatusCode.OK, false), await ReadyAsync(bench));
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Criar e conectar" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Article, new() { Name = "Loja Norte" })).ToHaveCountAsync(1);
        Assert.Contains((await bench.SendAsync(new ListChannels())).Channels, x => x.Name == "Loja Norte");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Start_OnAFullDisk_IsOneSentence(bool withData)
    {
        await using var app = RunningApp.Create();
        await using var disk = await SmallDisk.MountAsync(app.DataFolder);
        if (withData)
        {
            await PreparedData.CopyToAsync(new(app.DataFolder));
        }

        await disk.FillAsync();

        await FailsInOneSentenceAsync(app, "its disk is full");
    }

    [Fact]
    public async Task Start_OnAReadOnlyDisk_IsOneSentence()
    {
        await using var app = RunningApp.Create();
        await using var disk = await SmallDisk.MountAsync(app.DataFolder);
        await PreparedData.CopyToAsync(new(app.DataFolder));
        await disk.MakeReadOnlyAsync();

        await FailsInOneSentenceAsync(app, "it can only be read");
    }

    [Fact]
    public async Task Start_OnALockedDatabase_IsOneSentence()
    {
        await using var app = RunningApp.Create();
        await PreparedData.CopyToAsync(new(app.DataFolder));
        await using var other = new SqliteConnection($"Data Source={Path.Combine(app.DataFolder, "channels.db")};Pooling=False");
        await other.OpenAsync(TestContext.Current.CancellationToken);
        await using var held = other.BeginTransaction();

        await FailsInOneSentenceAsync(app, "another program holds its database");
    }

    private static async Task FailsInOneSentenceAsync(RunningApp app, string cause)
    {
        var (exit, errors) = await RunningApp.RunToEndAsync(app.DataFolder);

        Assert.Equal(1, exit);
        Assert.Contains($"Nothing can be written to the folder {app.DataFolder} (DataDirectory): {cause}.", errors, StringComparison.Ordinal);
        Assert.DoesNotMatch(new Regex("^   at |xception", RegexOptions.Multiline), errors);
        Assert.Single(errors.Trim().Split('\n'));
    }

    private static async Task<(HttpStatusCode Status, bool SaysWhy)> ReadyAsync(LiveBench bench)
    {
        using var http = new HttpClient { BaseAddress = bench.Address };
        using var answer = await http.GetAsync("/health/ready", TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (answer.StatusCode, text.Contains("its disk is full", StringComparison.Ordinal));
    }
}
