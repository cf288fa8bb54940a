using System.Collections.Concurrent;
using Channels.Domain.Ports;

namespace Channels.Infrastructure.Identity;

/// <summary>The sessions that stand: read once at the start and changed with the store from then on, as this process alone has it.</summary>
internal sealed class LiveSessions : ILiveSessions
{
    private readonly ConcurrentDictionary<string, Live> _live = new();

    public bool IsLive(string? session) => session is not null && _live.ContainsKey(session);

    public IDisposable Watch(string session, Action ended)
    {
        if (_live.TryGetValue(session, out var live) && live.TryWatch(ended) is { } watch)
        {
            return watch;
        }

        ended();
        return new Ended();
    }

    public void Begin(string session) => _live.TryAdd(session, new Live());

    public void Use(string session, DateTimeOffset at)
    {
        if (_live.TryGetValue(session, out var live))
        {
            Interlocked.Exchange(ref live.LastUse, at.UtcTicks);
        }
    }

    public void End(string session)
    {
        if (_live.TryRemove(session, out var live))
        {
            live.End();
        }
    }

    /// <summary>When each was last used since this was last asked; those that were not are left out.</summary>
    public IReadOnlyList<(string Session, DateTimeOffset At)> TakeUses()
    {
        var uses = new List<(string, DateTimeOffset)>();
        foreach (var (session, live) in _live)
        {
            if (Interlocked.Exchange(ref live.LastUse, 0) is > 0 and var ticks)
            {
                uses.Add((session, new DateTimeOffset(ticks, TimeSpan.Zero)));
            }
        }

        return uses;
    }

    private sealed class Live
    {
        /// <summary>In ticks; 0 where that is written down already.</summary>
        public long LastUse;

        private readonly Lock _gate = new();
        private HashSet<Watcher>? _watchers = [];

        /// <summary>Null once it has ended.</summary>
        public Watcher? TryWatch(Action ended)
        {
            lock (_gate)
            {
                var watcher = new Watcher(this, ended);
                return _watchers?.Add(watcher) == true ? watcher : null;
            }
        }

        public void End()
        {
            HashSet<Watcher> watchers;
            lock (_gate)
            {
                (watchers, _watchers) = (_watchers ?? [], null);
            }

            foreach (var watcher in watchers)
            {
                watcher.Tell();
            }
        }

        public void Forget(Watcher watcher)
        {
            lock (_gate)
            {
                _watchers?.Remove(watcher);
            }
        }
    }

    // Told in its own context, whose language is the reader's, and not in that of whoever ended the session.
    private sealed class Watcher(Live live, Action ended) : IDisposable
    {
        private readonly ExecutionContext? _context = ExecutionContext.Capture();

        public void Tell()
        {
            if (_context is null)
            {
                ended();
            }
            else
            {
                ExecutionContext.Run(_context, static ended => ((Action)ended!)(), ended);
            }
        }

        public void Dispose() => live.Forget(this);
    }

    private sealed class Ended : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
