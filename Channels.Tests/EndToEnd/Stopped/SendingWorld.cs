using Channels.Domain;
using Channels.Domain.LinkedData;
using Channels.Domain.Sending;
using Channels.Domain.UseCases.Connect;
using Channels.Domain.UseCases.Removal;
using Channels.Domain.UseCases.Sending;
using Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;
using Channels.Tests.Support;

namespace Channels.Tests.EndToEnd.Stopped;

/// <summary>
/// An instance with many messages to send, and one beside it. What people decide is decided while the app is down, in this
/// process and so slowly that next to nothing leaves; the rest is done by the app as a process, which can be killed.
/// </summary>
internal sealed class SendingWorld(WhatsAppServer server) : IAsyncDisposable
{
    public const string Number = "5511987654321";
    public const string OtherNumber = "5511912340000";
    public const string SupportNumber = "5511900001111";
    private static readonly TimeSpan NextToNothing = TimeSpan.FromHours(1);

    /// <summary>In turn.</summary>
    private static readonly Func<SendingWorld, Task>[] Kinds =
        [x => x.KillEngineAsync(), x => x.DropAsync(), x => x.KillAsync(), x => x.EndAsync(), x => x.RefuseAsync()];

    private readonly RunningApp _app = RunningApp.Create(("WhatsAppWeb:ServerUrl", server.Url.ToString()), ("Messages:Pace", "00:00:00"));
    private string _line = Number;
    private int _stops;

    public ChannelId Sales { get; private set; }

    public ChannelId Support { get; private set; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<SendingWorld> StartAsync(WhatsAppServer server)
    {
        Tools.RequireNode();
        await server.ResetAsync();
        foreach (var number in (string[])[Number, OtherNumber, SupportNumber])
        {
            await server.AddPhoneAsync(number);
        }

        var world = new SendingWorld(server);
        await world.DecideAsync(async bench =>
        {
            world.Sales = await bench.ConnectAsync(server, Number);
            world.Support = await bench.ConnectAsync(server, SupportNumber, "Suporte");
        });
        return world;
    }

    /// <summary>What people do while the app is down.</summary>
    public async Task DecideAsync(Func<GatewayBench, Task> decide)
    {
        await _app.StopAsync();
        await using var bench = await GatewayBench.StartAsync(server.Url, folder: _app.DataFolder, pace: NextToNothing);
        await decide(bench);
    }

    /// <summary>Messages with what stands for their order, the contacts in turn.</summary>
    public async Task AcceptAsync(GatewayBench bench, int from, int count, int contacts)
    {
        for (var i = from; i < from + count; i++)
        {
            await bench.SendTextAsync(Sales, $"552191{i % contacts:D7}", $"{i}");
        }
    }

    /// <summary>Sends, and is stopped in turn, until so many are left.</summary>
    public async Task SendAsync(int left, Random random, int stops)
    {
        await _app.StartAgainAsync();
        for (var stop = 0; stop < stops && await QueuedAsync() > left; stop++)
        {
            await server.UntilAsync(_line, "connected");
            await Task.Delay(random.Next(100, 900), Cancellation);
            await Kinds[_stops++ % Kinds.Length](this);
        }

        await server.DoAsync(_line, "refuseSends", new { code = (int?)null });
        await Tools.UntilAsync(QueuedAsync, queued => queued <= left);
    }

    /// <summary>WhatsApp bans the number in the middle of it; nothing more leaves, also after another start.</summary>
    public async Task BanAsync()
    {
        await server.DoAsync(Number, "ban");
        await Tools.UntilAsync(QueuedAsync, queued => queued == 0);
        var sent = (await server.SentAsync(Number, 0)).Count;
        await KillAsync();
        await Tools.UntilAsync(() => QueryAsync("SELECT State FROM Outgoing WHERE State = 'Sending'"), sending => sending.Count == 0);
        Assert.Equal(sent, (await server.SentAsync(Number, 0)).Count);
    }

    /// <summary>The instance comes back with another number.</summary>
    public async Task ChangeNumberAsync(GatewayBench bench)
    {
        await bench.SendAsync(new DisconnectChannel(Sales));
        await bench.SendAsync(new StartPairing(Sales, AllowOtherNumber: true));
        await server.DoAsync(OtherNumber, "scan", new { qr = await bench.Codes.NextAsync(Sales) });
        await bench.UntilAsync(Sales, ReasonCode.Connected);
        _line = OtherNumber;
    }

    public async Task RemoveAsync(GatewayBench bench, WaitingAnswer answer)
    {
        var preview = await bench.SendAsync(new PreviewRemoval(Sales));
        await bench.SendAsync(new RemoveChannel(Sales, Support, Successor: null, preview.Seen(await bench.FindAsync(Support)), answer));
        _line = SupportNumber;
    }

    /// <summary>What reached the contacts of a number, in the order in which it did: id, contact, and place in the order.</summary>
    public async Task<IReadOnlyList<(string Id, string Contact, int Place)>> ReachedAsync(string number) =>
        [.. (await server.SentAsync(number, 0)).Select(x => ((string)x!["id"]!, (string)x["to"]!, int.Parse((string)x["text"]!, System.Globalization.CultureInfo.InvariantCulture)))];

    public Task<IReadOnlyList<string>> QueryAsync(string sql) => Tools.QueryAsync(_app.DataFolder, sql);

    public async Task<int> QueuedAsync() =>
        int.Parse((await QueryAsync("SELECT COUNT(*) FROM Outgoing WHERE State IN ('Queued', 'Sending')"))[0], System.Globalization.CultureInfo.InvariantCulture);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task KillAsync()
    {
        await _app.KillAsync();
        await _app.StartAgainAsync();
    }

    private async Task KillEngineAsync()
    {
        Tools.Kill(await _app.SidecarIdAsync());
        await server.UntilAsync(_line, "disconnected");
    }

    private async Task DropAsync() => await server.DoAsync(_line, "drop", new { reset = true });

    private async Task EndAsync()
    {
        await _app.EndAsync();
        await _app.StartAgainAsync();
    }

    /// <summary>For a moment WhatsApp refuses whatever is sent.</summary>
    private async Task RefuseAsync()
    {
        await server.DoAsync(_line, "refuseSends", new { code = 463 });
        await Task.Delay(100, Cancellation);
        await server.DoAsync(_line, "refuseSends", new { code = (int?)null });
    }
}
