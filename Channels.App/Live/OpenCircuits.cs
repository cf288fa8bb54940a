using System.Collections.Concurrent;

namespace Channels.App.Live;

/// <summary>The open pages of each signed-in person, so that they can be ended when the person's rights change or one browser signs out.</summary>
public sealed class OpenCircuits(TimeProvider time, ILogger<OpenCircuits> logger)
{
    private readonly ConcurrentDictionary<Registration, (string UserId, string? Session)> _open = new();

    /// <summary>Notes an open page until disposed; <paramref name="end"/> is called at most in passing, never awaited.</summary>
    public IDisposable Register(string userId, string? session, Func<Task> end)
    {
        var registration = new Registration(this, new Pump(end, TimeSpan.Zero, time, logger));
        _open[registration] = (userId, session);
        return registration;
    }

    public void End(string userId) => End((owner, _) => owner == userId);

    /// <summary>Ends the pages of one signed-in browser; the person's other browsers go on.</summary>
    public void EndSession(string session) => End((_, its) => its == session);

    private void End(Func<string, string?, bool> concerns)
    {
        foreach (var (registration, (userId, session)) in _open)
        {
            if (concerns(userId, session))
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
