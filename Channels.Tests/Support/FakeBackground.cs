using System.Collections.Concurrent;
using Channels.Domain;
using Channels.Domain.Ports;

namespace Channels.Tests.Support;

/// <summary>Counts how often it was woken, and for which channels it rang; the work itself is the test's to do.</summary>
public sealed class FakeBackground : IBackgroundWork, ISendBell
{
    private readonly ConcurrentQueue<ChannelId> _rung = new();
    private int _wakes;

    public int Wakes => _wakes;

    public IReadOnlyCollection<ChannelId> Rung => _rung;

    public void Wake() => Interlocked.Increment(ref _wakes);

    public void Ring(ChannelId channel) => _rung.Enqueue(channel);
}
