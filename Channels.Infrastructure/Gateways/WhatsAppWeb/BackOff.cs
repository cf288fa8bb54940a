namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>How long to wait before the next try: twice as long each time, with jitter so that not all come back at once.</summary>
internal sealed class BackOff(TimeSpan first, TimeSpan last)
{
    /// <summary>How many tries were due since <see cref="Reset"/>.</summary>
    public int Attempt { get; private set; }

    public TimeSpan Next() => Jitter(TimeSpan.FromTicks((long)Math.Min(first.Ticks * Math.Pow(2, Attempt++), last.Ticks)));

    /// <summary>The longest wait, for what is not expected to mend soon.</summary>
    public TimeSpan NextAtLast()
    {
        Attempt++;
        return Jitter(last);
    }

    public void Reset() => Attempt = 0;

    private static TimeSpan Jitter(TimeSpan delay) => delay * (0.8 + (0.4 * Random.Shared.NextDouble()));
}
