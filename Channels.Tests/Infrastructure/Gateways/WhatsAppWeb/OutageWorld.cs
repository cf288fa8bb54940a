using Channels.Domain;
using Channels.Infrastructure.Gateways.WhatsAppWeb;
using Channels.Tests.Support;

namespace Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>Several sessions with one engine, whose network the test cuts and brings back.</summary>
internal sealed class OutageWorld : IAsyncDisposable
{
    // What a turn sets off passes from mailbox to mailbox: the try, its end, those whom it wakes, their end.
    private const int Passes = 5;

    private readonly ChannelId[] _ids;
    private readonly Dictionary<ChannelId, FakeLine> _lines = [];
    private readonly HashSet<ChannelId> _cut = [];
    private readonly List<Try> _tries = [];

    private OutageWorld(int lines)
    {
        Bench.Keys.Credentials = "{}";
        Bench.Sidecar.Answer = Answer;
        _ids = [.. Enumerable.Range(0, lines).Select(_ => new ChannelId(Guid.CreateVersion7()))];
        Sessions = [.. _ids.Select(id => new WebSession(id, Bench.Parts))];
    }

    public SessionBench Bench { get; } = new();

    public IReadOnlyList<WebSession> Sessions { get; }

    /// <summary>The orders since the last change of the network, in order.</summary>
    public IReadOnlyList<Try> Tries => _tries;

    public int Open => _lines.Values.Count(line => !line.Closed.IsCompleted);

    public ChannelId this[int line] => _ids[line];

    /// <summary>All lines open, and for so long that they count as good.</summary>
    public static async Task<OutageWorld> OpenAsync(int lines)
    {
        var world = new OutageWorld(lines);
        foreach (var session in world.Sessions)
        {
            await session.ConnectAsync();
        }

        await world.PassAsync(TimeSpan.FromMinutes(2), step: TimeSpan.FromSeconds(10));
        Assert.Equal(lines, world.Open);
        world.Forget();
        return world;
    }

    /// <summary>The network of all lines is gone, or of one.</summary>
    public Task CutAsync(int? only = null)
    {
        foreach (var id in only is { } one ? [_ids[one]] : _ids)
        {
            _cut.Add(id);
            _lines[id].Say(new LineClosed(428, "Connection Terminated"));
        }

        Forget();
        return SettleAsync();
    }

    public Task ReturnAsync()
    {
        _cut.Clear();
        Forget();
        return SettleAsync();
    }

    public void Forget() => _tries.Clear();

    public async Task PassAsync(TimeSpan time, TimeSpan step)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += step)
        {
            Bench.Time.Advance(step);
            await SettleAsync();
        }
    }

    /// <summary>Everything that was set off is done.</summary>
    public async Task SettleAsync()
    {
        for (var i = 0; i < Passes; i++)
        {
            foreach (var session in Sessions)
            {
                try
                {
                    await session.SendAsync(SendingExtensions.OrderTo(SessionBench.Number), SessionBench.Cancellation);
                }
                catch (GatewayUnavailable)
                {
                    // It is not open, but it has dealt with what it heard before.
                }
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var session in Sessions)
        {
            await session.DisposeAsync();
        }

        await Bench.DisposeAsync();
    }

    private LineEvent Answer(FakeLine line)
    {
        lock (_lines)
        {
            _tries.Add(new Try(line.Order.Id, Bench.Now, line.Order.ConnectTimeout));
            _lines[line.Order.Id] = line;
            return _cut.Contains(line.Order.Id)
                ? new LineClosed(408, "WebSocket Error (connect ENETUNREACH)")
                : new LineOpened(SessionBench.Number, Name: null);
        }
    }

    /// <param name="ConnectTimeout">As it was ordered; null as the options have it.</param>
    internal sealed record Try(ChannelId Id, DateTimeOffset At, TimeSpan? ConnectTimeout);
}
