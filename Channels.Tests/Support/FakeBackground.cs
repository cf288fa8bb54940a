using Channels.Domain.Ports;

namespace Channels.Tests.Support;

/// <summary>Counts how often it was woken; the work itself is the test's to do.</summary>
public sealed class FakeBackground : IBackgroundWork
{
    private int _wakes;

    public int Wakes => _wakes;

    public void Wake() => Interlocked.Increment(ref _wakes);
}
