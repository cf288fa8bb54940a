using System.Text;
using System.Text.Json.Nodes;
using Channels.Domain;
using Channels.Infrastructure.Alerts;
using Channels.Infrastructure.Jobs;
using Channels.Infrastructure.Persistence;
using Channels.Tests.Infrastructure.Persistence;
using Channels.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace Channels.Tests.Infrastructure.Alerts;

/// <summary>An outage of the store, told by mail and webhook while nothing can be written.</summary>
public sealed class StoreTellerTests : IAsyncLifetime
{
    private readonly BrokenStore _store = new();
    private readonly SmtpServer _mail = new();
    private readonly Workbench _bench;
    private WebhookReceiver _webhook = null!;

    public StoreTellerTests() => _bench = new Workbench(services =>
    {
        _store.AddTo(services);
        services.AddSingleton<BackgroundWork>();
        services.AddSingleton<ModuleVoice>();
        services.AddAlertWorkers();
    });

    private StoreTeller Teller => _bench.Services.GetRequiredService<StoreTeller>();

    public async ValueTask InitializeAsync()
    {
        await _bench.InitializeAsync();
        _webhook = await WebhookReceiver.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Teller.StopAsync(CancellationToken.None);
        await _webhook.DisposeAsync();
        await _mail.DisposeAsync();
        await _bench.DisposeAsync();
    }

    [Fact]
    public async Task Outage_IsToldOnceOnEachRoute_AndItsEndToo()
    {
        await _bench.TurnOnAsync(x => x.ByMail(_mail.Port).ByWebhook(_webhook.Address));
        await Teller.StartAsync(Workbench.Cancellation);

        await BreakAsync();
        await PassAsync(StoreTeller.Grace);
        Assert.Equal(("store.failing", "full", "2026-11-22T15:00:00Z", null), await NextAsync());
        Assert.Equal("O Channels não consegue gravar", await NextSubjectAsync());
        await PassAsync(TimeSpan.FromHours(1));
        await HealAsync();

        Assert.Equal(("store.recovered", "full", "2026-11-22T15:00:00Z", "2026-11-22T16:01:00Z"), await NextAsync());
        Assert.Equal("O Channels voltou a gravar", await NextSubjectAsync());
        Assert.Equal(2, _mail.Heard);
    }

    [Fact]
    public async Task OutageOfLessThanAMinute_IsNobodysAlert()
    {
        await _bench.TurnOnAsync(x => x.ByWebhook(_webhook.Address));
        await Teller.StartAsync(Workbench.Cancellation);
        await BreakAsync();
        await PassAsync(StoreTeller.Grace / 2);
        await HealAsync();
        await PassAsync(StoreTeller.Grace / 2);

        await BreakAsync();
        await PassAsync(StoreTeller.Grace);

        Assert.Equal(("store.failing", "full", "2026-11-22T15:01:00Z", null), await NextAsync());
    }

    [Fact]
    public async Task RouteThatIsOff_IsNotUsed()
    {
        await _bench.TurnOnAsync(x => x.ByMail(_mail.Port).ByWebhook(_webhook.Address) with { MailOn = false });
        await Teller.StartAsync(Workbench.Cancellation);

        await BreakAsync();
        await PassAsync(StoreTeller.Grace);

        Assert.Equal("store.failing", (await NextAsync()).Type);
        Assert.Equal(0, _mail.Heard);
    }

    private async Task BreakAsync()
    {
        _store.Break();
        await Assert.ThrowsAsync<StoreUnavailable>(() => _bench.CreateAsync("Suporte"));
    }

    private async Task HealAsync()
    {
        _store.Heal();
        await _bench.CreateAsync($"Loja {_bench.Time.GetUtcNow():HHmmss}");
    }

    // Looks again by itself too, but by a timer that may be set only after the clock went on.
    private Task PassAsync(TimeSpan span)
    {
        _bench.Time.Advance(span);
        return Teller.Handle(new StoreChanged(_bench.Services.GetRequiredService<StoreSignal>().Now), Workbench.Cancellation);
    }

    private async Task<string?> NextSubjectAsync()
    {
        using var text = new MemoryStream(Encoding.UTF8.GetBytes((await _mail.Taken.NextAsync()).Text));
        return (await MimeMessage.LoadAsync(text, Workbench.Cancellation)).Subject;
    }

    private async Task<(string? Type, string? Trouble, string? Since, string? UpSince)> NextAsync()
    {
        var call = await _webhook.Calls.NextAsync();
        var body = JsonNode.Parse(call.Body)!;
        return ((string?)body["type"], (string?)body["store_trouble"], (string?)body["since"], (string?)body["up_since"]);
    }
}
