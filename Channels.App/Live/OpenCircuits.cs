using System.Collections.Concurrent;

namespace Channels.App.Live;

/// <summary>The open pages of each signed-in person, so that they can be ended when the person's rights change.</summary>
public sealed class OpenCircuits(TimeProvider time, ILogger<OpenCircuits> logger)
{
    private readonly ConcurrentDictionary<Registration, string> _open = new();

    /// <summary>Notes an open page until disposed; <paramref name="end"/> is called at most in passing, never awaited.</summary>
    public IDisposable Register(string userId, Func<Task> end)
    {
        var registration = new Registration(this, new Pump(end, TimeSpan.Zero, time, logger));
        _open[registration] = userId;
        return registration;
    }

    public void End(string userId)
    {
        foreach (var (registration, owner) in _open)
        {
            if (owner == userId)
            {
                registration.Pump.Signal();
            }
        }
    }

    private sealed class Registration(OpenCircuits circuits, Pump pump) : IDisposable
    {
        public Pump Pump { get; } = pump;

        public void Dispose()
        {
            Pump.Dispose();
            circuits._open.TryRemove(this, out _);
        }
    }
}
