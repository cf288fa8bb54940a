using System.Text.Json.Nodes;
using Channels.Domain;
using Channels.Domain.Events;
using Channels.Domain.UseCases.Webhooks;
using Channels.Domain.Webhooks;
using Channels.Tests.GraphServer;
using Channels.Tests.Infrastructure.Gateways;
using Channels.Tests.Support;

namespace Channels.Tests.EndToEnd.Stopped;

/// <summary>
/// The app as a process, on a disk that can be full, with an instance of each method that customers write to, and all that can
/// stop it in the middle of that.
/// </summary>
internal sealed class StoppedWorld : IAsyncDisposable
{
    public const string Number = "5511987654321";
    private const string OfficialNumber = "+55 11 3456-7000";

    /// <summary>In turn.</summary>
    private static readonly Func<StoppedWorld, Task>[] Kinds =
        [x => x.KillAsync(), x => x.KillEngineAsync(), x => x.EndAsync(), x => x.DropAsync(), x => x.FillDiskAsync()];

    private readonly WhatsAppServer _server;
    private readonly MetaServer _meta;
    private readonly WebhookReceiver _receiver;
    private readonly WabaNumber _number;
    private SmallDisk? _disk;

    private StoppedWorld(WhatsAppServer server, MetaServer meta, WebhookReceiver receiver)
    {
        (_server, _meta, _receiver) = (server, meta, receiver);
        var account = meta.World.AddWaba("Loja");
        _number = meta.World.AddConnectedNumber(account, OfficialNumber);
        var address = RunningApp.FreeAddress();
        App = RunningApp.Create(
            ("urls", address),
            ("PublicAddress", address),
            ("WhatsAppWeb:ServerUrl", server.Url.ToString()),
            ("Meta:AppId", meta.AppId),
            ("Meta:AppSecret", meta.AppSecret),
            ("Meta:VerifyToken", BothGateways.VerifyToken),
            ("Meta:GraphAddress", meta.Address.AbsoluteUri),
            ("Meta:DialogAddress", meta.Address.AbsoluteUri));
    }

    public RunningApp App { get; }

    /// <summary>What another system was told of messages by a webhook, in the order in which it came.</summary>
    public IReadOnlyList<(string Id, long Sequence)> Told =>
        [.. _receiver.All.Select(x => (x.Headers["webhook-id"], (long)JsonNode.Parse(x.Body)!["sequence"]!))];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <param name="diskMegabytes">The database, its log and what fills the rest.</param>
    public static async Task<StoppedWorld> StartAsync(WhatsAppServer server, int diskMegabytes)
    {
        Tools.RequireNode();
        await server.ResetAsync();
        var world = new StoppedWorld(server, await MetaServer.StartAsync(TimeProvider.System), await WebhookReceiver.StartAsync());
        world._disk = await SmallDisk.MountAsync(world.App.DataFolder, diskMegabytes);
        await world.LinkAsync();
        await world.App.StartAgainAsync();
        Assert.True(await world._meta.Webhooks.ConfigureAsync(new Uri(world.App.Address, "meta/webhook").AbsoluteUri, BothGateways.VerifyToken));
        return world;
    }

    /// <summary>A customer of the linked device's writes; the server keeps it until its receipt.</summary>
    public Task WriteAsync(string id, int customer) =>
        _server.DoAsync(Number, "receive", new { from = $"55219123456{customer:D2}", text = id, id, waits = false });

    /// <summary>A customer of the official number writes; Meta keeps it until it is answered 200.</summary>
    public Task WriteOfficialAsync(string id, int customer) =>
        _meta.Webhooks.SendAsync(_meta.Events.TextFrom(_number, $"55319123456{customer:D2}", id, id: id));

    public async Task StopAsync(int stop, Random random)
    {
        await _server.UntilAsync(Number, "connected");
        await Task.Delay(random.Next(600), Cancellation);
        await Kinds[stop % Kinds.Length](this);
        await _meta.Webhooks.RetryAsync();
    }

    /// <summary>Until all that was written was taken.</summary>
    public async Task SettleAsync()
    {
        await _server.UntilAsync(Number, "settled");
        await Tools.UntilAsync(_meta.Webhooks.RetryAsync, open => open == 0);
        await Tools.UntilAsync(() => QueryAsync("SELECT Id FROM Inbox UNION ALL SELECT Id FROM MetaNotices WHERE Sealed IS NOT NULL"), x => x.Count == 0);
        await Tools.UntilAsync(() => QueryAsync("SELECT e.Sequence FROM Events e, WebhookEndpoints w WHERE e.Sequence > w.Position AND e.Type = 'message.received' UNION ALL SELECT Sequence FROM WebhookDeliveries WHERE Stage = 'Waiting'"), x => x.Count == 0);
    }

    public Task<IReadOnlyList<string>> QueryAsync(string sql) => Tools.QueryAsync(App.DataFolder, sql);

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        if (_disk is not null)
        {
            await _disk.DisposeAsync();
        }

        await App.DisposeAsync();
        await _meta.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    private async Task KillAsync()
    {
        await App.KillAsync();
        await App.StartAgainAsync();
    }

    private async Task KillEngineAsync()
    {
        Tools.Kill(await App.SidecarIdAsync());
        await _server.UntilAsync(Number, "disconnected");
    }

    private async Task EndAsync()
    {
        await App.EndAsync();
        await App.StartAgainAsync();
    }

    private async Task DropAsync() => await _server.DoAsync(Number, "drop", new { reset = true });

    /// <summary>Until the app noticed, as /health/ready tells.</summary>
    private async Task FillDiskAsync()
    {
        await _disk!.FillAsync();
        using var http = new HttpClient { BaseAddress = App.Address };
        await Tools.UntilAsync(async () => (await http.GetAsync("/health/ready", Cancellation)).IsSuccessStatusCode, isReady => !isReady);
        _disk.Free();
        await Tools.UntilAsync(async () => (await http.GetAsync("/health/ready", Cancellation)).IsSuccessStatusCode, isReady => isReady);
    }

    /// <summary>A data folder with both instances, connected.</summary>
    private async Task LinkAsync()
    {
        await using var bench = await BothGateways.StartAsync(_server, _meta);
        await _server.AddPhoneAsync(Number);
        await bench.ConnectAsync(_server, Number);
        var official = await bench.UseTokenAsync(_meta, _number);
        await bench.UntilAsync(official, ReasonCode.Connected);
        await bench.SendAsync(new MakeEndpoint(new WebhookOrder(_receiver.Address, [EventTypes.MessageReceived], Channels: null, ShowsMessages: true)));
        await bench.MoveOutAsync(App.DataFolder);
    }
}
