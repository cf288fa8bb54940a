using Channels.Tests.Support;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd;

/// <summary>What the card says when the line to WhatsApp breaks, and what comes back by itself.</summary>
public sealed class LineJourneyTests(Chromium browser)
{
    private const string Number = "5511987654321";

    [Fact]
    public async Task LoggedOutOnThePhone_SaysSo_AndTheNextConnectionShowsACode()
    {
        await using var world = await ConsoleWorld.StartAsync(browser);
        await world.ConnectAsync("Vendas", Number);

        await world.WhatsApp.DoAsync(Number, "unlink");

        await world.Administrator.SeesAsync("Vendas", "Desconectado", "O aparelho foi desconectado pelo celular");
        await world.Administrator.DoAsync("Vendas", "Conectar");
        await world.Administrator.ReadCodeAsync();
    }

    [Fact]
    public async Task WhatsAppGoneForAWhile_CardIsConnecting_AndComesBackByItself()
    {
        await using var world = await ConsoleWorld.StartAsync(browser);
        await world.ConnectAsync("Vendas", Number);

        await world.WhatsApp.SetModeAsync(new { upgrade = 503 });
        await world.WhatsApp.DoAsync(Number, "drop");
        await world.Administrator.SeesAsync("Vendas", "Connecting", "HTTP 503");

        await world.WhatsApp.SetModeAsync(new { upgrade = "ok" });
        await world.Administrator.SeesAsync("Vendas", "Conectado");
    }

    [Fact]
    public async Task ClientTooOld_SaysWhenItIsTriedAgain_AndComesBackByItself()
    {
        await using var world = await ConsoleWorld.StartAsync(browser, ("WhatsAppWeb:LongPause", "00:00:10"));
        await world.ConnectAsync("Vendas", Number);
        await world.WhatsApp.SetModeAsync(new { login = 405 });

        await world.WhatsApp.DoAsync(Number, "drop");

        await world.Administrator.SeesAsync("Vendas", "Desconectado", "Uma nova tentativa é feita a cada hora.");
        await Assertions.Expect(world.Administrator.Card("Vendas")).ToContainTextAsync("Próxima tentativa");
        await world.WhatsApp.SetModeAsync(new { login = "ok" });
        await world.Administrator.SeesAsync("Vendas", "Conectado");
    }

    [Fact]
    public async Task SameNumberOnASecondInstance_IsRefusedAndItsDeviceLoggedOut()
    {
        await using var world = await ConsoleWorld.StartAsync(browser);
        await world.ConnectAsync("Vendas", Number);

        await world.Administrator.CreateAsync("Suporte");
        await world.WhatsApp.DoAsync(Number, "scan", new { qr = await world.Administrator.ReadCodeAsync() });

        await world.Administrator.SeesAsync("Suporte", "Desconectado", "já está na instância “Vendas”");
        await world.Administrator.SeesAsync("Vendas", "Conectado");
    }

    [Fact]
    public async Task SidecarKilled_CardIsConnecting_AndComesBack()
    {
        await using var world = await ConsoleWorld.StartAsync(browser, ("WhatsAppWeb:FirstRetry", "00:00:02"));
        await world.ConnectAsync("Vendas", Number);
        var before = await world.App.SidecarIdAsync();

        Tools.Kill(before);

        await world.Administrator.SeesAsync("Vendas", "Connecting");
        await world.Administrator.SeesAsync("Vendas", "Conectado");
        Assert.NotEqual(before, await world.App.SidecarIdAsync());
        Assert.Equal(1, (int)(await world.WhatsApp.PhoneAsync(Number))["sockets"]!["max"]!);
    }

    [Fact]
    public async Task AppKilled_SidecarIsGoneWithinFiveSeconds()
    {
        await using var world = await ConsoleWorld.LaunchAsync(browser);
        await world.ConnectAsync("Vendas", Number);
        var sidecar = await world.App.SidecarIdAsync();

        await world.App.KillAsync();

        Assert.True(await Tools.IsGoneWithinAsync(sidecar, TimeSpan.FromSeconds(5)));
        await world.WhatsApp.UntilAsync(Number, "disconnected");
    }

    [Fact]
    public async Task SecondAppOnTheSameFolder_RefusesToStartReadably()
    {
        await using var app = await RunningApp.StartAsync();

        var (exitCode, errors) = await RunningApp.RunToEndAsync(app.DataFolder);

        Assert.Equal(1, exitCode);
        Assert.Contains("Another Channels is running on", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Plan:ConnectionLimit", "-1")]
    [InlineData("Plan:ConnectionLimit", "muitas")]
    [InlineData("WhatsAppWeb:ServerUrl", "ws://whatsapp.example")]
    [InlineData("WhatsAppWeb:PingInterval", "00:00:00")]
    public async Task WrongSetting_IsNamedAndNothingStarts(string setting, string value)
    {
        var folder = Scratch.CreateFolder("channels-e2e-");
        try
        {
            var (exitCode, errors) = await RunningApp.RunToEndAsync(folder, (setting, value));

            Assert.Equal(1, exitCode);
            Assert.Contains(setting, errors, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
