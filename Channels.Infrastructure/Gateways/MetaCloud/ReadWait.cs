namespace Channels.Infrastructure.Gateways.MetaCloud;

/// <summary>How long to wait before a number is read again. Spread, so that not all are read at once.</summary>
internal static class ReadWait
{
    private static readonly TimeSpan FirstAfterFailure = TimeSpan.FromMinutes(1);

    /// <summary>Never longer than <paramref name="every"/>: what broke is found within that.</summary>
    public static TimeSpan Usual(TimeSpan every) => every * (0.8 + (0.2 * Random.Shared.NextDouble()));

    public static TimeSpan AfterFailure(int failures, TimeSpan every) => Doubled(FirstAfterFailure, failures, every);

    public static TimeSpan AfterLook(int looks, TimeSpan first, TimeSpan every) => Doubled(first, looks, every);

    private static TimeSpan Doubled(TimeSpan first, int times, TimeSpan most)
    {
        var wait = first * Math.Pow(2, Math.Min(times, 20));
        return Usual(wait < most ? wait : most);
    }
}
