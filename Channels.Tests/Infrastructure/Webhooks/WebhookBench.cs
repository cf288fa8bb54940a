using System.Text.Json.Nodes;
using Channels.Domain;
using Channels.Domain.Events;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.Webhooks;
using Channels.Domain.Webhooks;
using Channels.Infrastructure.Jobs;
using Channels.Infrastructure.Webhooks;
using Channels.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Channels.Tests.Infrastructure.Webhooks;

/// <summary>Things happen on a channel, a pump posts them, and a receiver on loopback takes them or does not.</summary>
internal sealed class WebhookBench : IAsyncDisposable
{
    private readonly List<WebhookPump> _pumps = [];

    private WebhookBench(Workbench bench, WebhookReceiver receiver, ChannelId channel) => (Bench, Receiver, Channel) = (bench, receiver, channel);

    public Workbench Bench { get; }

    public WebhookReceiver Receiver { get; }

    public ChannelId Channel { get; }

    public static async Task<WebhookBench> StartAsync(Action<IServiceCollection>? more = null)
    {
        var bench = new Workbench(services =>
        {
            services.AddSingleton<ModuleVoice>();
            more?.Invoke(services);
        });
        await bench.InitializeAsync();
        return new WebhookBench(bench, await WebhookReceiver.StartAsync(), (await bench.CreateAsync("Vendas")).Id);
    }

    /// <summary>An endpoint at the receiver, that hears of renames.</summary>
    public async Task<MadeEndpoint> MakeAsync(string path = "", IReadOnlyList<string>? types = null, IReadOnlyList<ChannelId>? channels = null, bool showsMessages = false) =>
        await Bench.SendAsync(new MakeEndpoint(new WebhookOrder(Receiver.Address + path, types ?? [EventTypes.ChannelUpdated], channels, showsMessages)));

    /// <summary>Posts what is due from now on, as the worker does.</summary>
    public WebhookPump Serve(Guid endpoint)
    {
        var all = Bench.Services;
        var pump = new WebhookPump(
            endpoint, all.GetRequiredService<ModuleVoice>(), all.GetRequiredService<IWebhookSender>(), all.GetRequiredService<IEventBodies>(), Bench.Time, NullLogger.Instance);
        _pumps.Add(pump);
        pump.Begin();
        return pump;
    }

    /// <summary>So many things happen.</summary>
    public async Task HappenAsync(int count = 1)
    {
        for (var i = 0; i < count; i++)
        {
            var name = (await Bench.FindAsync(Channel)).Name;
            await Bench.SendAsync(new RenameChannel(Channel, $"Vendas {Guid.NewGuid():N}", name));
        }
    }

    public async Task<WebhookEndpoint> FindAsync(Guid endpoint) => (await Bench.SendAsync(new FindEndpoint(endpoint))).Endpoint;

    public async Task<int> WaitingAsync(Guid endpoint) => (await Bench.SendAsync(new FindEndpoint(endpoint))).Waiting;

    public Task<IReadOnlyList<WebhookDelivery>> DeliveriesAsync(Guid endpoint) => Bench.SendAsync(new ListDeliveries(endpoint, Stage: null, Before: null, 1000));

    /// <summary>Rings and waits until it is so.</summary>
    public static async Task UntilAsync(WebhookPump pump, Func<Task<bool>> isSo)
    {
        pump.Ring();
        Assert.True(await Tools.UntilAsync(isSo, so => so));
    }

    /// <summary>Lets time pass until the endpoint is tried next, and waits for that try.</summary>
    public async Task PassToNextTryAsync(WebhookPump pump, Guid endpoint)
    {
        var next = (await FindAsync(endpoint)).NextTryAt;
        Bench.Time.SetUtcNow(next);
        await UntilAsync(pump, async () => (await FindAsync(endpoint)).LastTryAt >= next);
    }

    public static string IdOf(WebhookReceiver.Call call) => call.Headers["webhook-id"];

    public static long SequenceOf(WebhookReceiver.Call call) => (long)JsonNode.Parse(call.Body)!["sequence"]!;

    public async ValueTask DisposeAsync()
    {
        foreach (var pump in _pumps)
        {
            await pump.DisposeAsync();
        }

        await Receiver.DisposeAsync();
        await Bench.DisposeAsync();
    }
}
