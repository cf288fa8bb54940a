using Channels.Domain;
using Microsoft.Extensions.Options;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>
/// Which lines are open, and which wait because WhatsApp was out of reach. While none is open those take turns, instead of
/// each its own ever longer wait: one tries every <see cref="WhatsAppWebOptions.TurnInterval"/>, and at once when the
/// machine's network comes back. Whichever opens wakes the others, spread, so that WhatsApp sees no burst. Can be used
/// from anywhere.
/// </summary>
internal sealed class Outage : IDisposable
{
    private readonly Lock _gate = new();
    private readonly HashSet<ChannelId> _open = [];

    // The one whose turn is next comes first.
    private readonly List<Waiter> _waiting = [];
    private readonly WhatsAppWebOptions _options;
    private readonly TimeProvider _time;
    private readonly IMachineNetwork _network;
    private readonly ITimer _turns;

    // Since a line was last open.
    private DateTimeOffset? _lastTurn;
    private DateTimeOffset? _nextTurn;

    public Outage(IMachineNetwork network, IOptions<WhatsAppWebOptions> options, TimeProvider time)
    {
        _options = options.Value;
        _time = time;
        _network = network;
        _turns = time.CreateTimer(_ => TakeTurn(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        network.CameBack += OnNetworkBack;
    }

    private DateTimeOffset Now => _time.GetUtcNow();

    private bool IsOut => _open.Count == 0 && _waiting.Count > 0;

    /// <summary>A line waits that did not reach WhatsApp; until it is noted as something else, or was woken.</summary>
    /// <param name="wake">Told once when to try. Must return at once.</param>
    /// <returns>When its turn comes at the latest; null while another line is open, so that it keeps its own wait.</returns>
    public DateTimeOffset? Wait(ChannelId id, Action<Wake> wake)
    {
        lock (_gate)
        {
            _waiting.Add(new Waiter(id, wake));
            Arm();
            var place = _waiting.FindIndex(waiter => waiter.Id == id);
            return _open.Count > 0 ? null : place < 0 ? Now : _nextTurn + (place * _options.TurnInterval);
        }
    }

    /// <summary>Whether a waiting line whose own wait is over may try now; otherwise it is told when, or was already.</summary>
    public bool MayTry(ChannelId id)
    {
        lock (_gate)
        {
            return _open.Count > 0 && _waiting.RemoveAll(waiter => waiter.Id == id) > 0;
        }
    }

    /// <summary>A line opened, or is neither open nor waiting.</summary>
    public void Note(ChannelId id, bool isOpen)
    {
        Waiter[] others = [];
        lock (_gate)
        {
            _waiting.RemoveAll(waiter => waiter.Id == id);
            if (!isOpen)
            {
                _open.Remove(id);
            }
            else if (_open.Add(id))
            {
                others = [.. _waiting];
                _waiting.Clear();
                _lastTurn = null;
            }

            Arm();
        }

        for (var i = 0; i < others.Length; i++)
        {
            others[i].Wake(new Wake(Now + (_options.WakeSpread * i / others.Length), InTurn: false));
        }
    }

    public void Dispose()
    {
        _network.CameBack -= OnNetworkBack;
        _turns.Dispose();
    }

    private void TakeTurn()
    {
        Waiter next;
        lock (_gate)
        {
            _nextTurn = null;
            if (!IsOut)
            {
                return;
            }

            next = _waiting[0];
            _waiting.RemoveAt(0);
            _lastTurn = Now;
            Arm();
        }

        next.Wake(new Wake(Now, InTurn: true));
    }

    // A network that comes and goes is asked no more often than a first retry is made.
    private void OnNetworkBack(object? sender, EventArgs e)
    {
        lock (_gate)
        {
            if (IsOut)
            {
                ArmAt(_lastTurn + _options.FirstRetry ?? Now, atMost: _options.FirstRetry);
            }
        }
    }

    private void Arm()
    {
        if (!IsOut)
        {
            _nextTurn = null;
            _turns.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
        else if (_nextTurn is null)
        {
            var wait = _lastTurn is null ? _options.FirstRetry : _options.TurnInterval;
            ArmAt((_lastTurn ?? Now) + wait, atMost: wait);
        }
    }

    /// <param name="atMost">From now, should the machine's clock have been set back.</param>
    private void ArmAt(DateTimeOffset due, TimeSpan atMost)
    {
        var wait = TimeSpan.FromTicks(Math.Clamp((due - Now).Ticks, 0, atMost.Ticks));
        _nextTurn = Now + wait;
        _turns.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private sealed record Waiter(ChannelId Id, Action<Wake> Wake);
}

/// <param name="At">When to try; what is over is now.</param>
/// <param name="InTurn">The others wait for what becomes of it.</param>
internal readonly record struct Wake(DateTimeOffset At, bool InTurn);
