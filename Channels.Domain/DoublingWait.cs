namespace Channels.Domain;

/// <summary>How long something that failed is left alone: twice as long each time, up to a limit.</summary>
/// <param name="Least">With <paramref name="Most"/> the spread of a wait, as parts of it, so that not all come back at once.</param>
public sealed record DoublingWait(TimeSpan First, TimeSpan Longest, double Least = 1, double Most = 1)
{
    /// <summary>For what the console owes somebody: 30 s, doubling to an hour.</summary>
    internal static readonly DoublingWait OfDebts = new(TimeSpan.FromSeconds(30), TimeSpan.FromHours(1));

    /// <param name="failures">How often it failed before this time.</param>
    public TimeSpan After(int failures) =>
        Spread(TimeSpan.FromTicks((long)Math.Min(First.Ticks * Math.Pow(2, failures), Longest.Ticks)));

    /// <summary>The longest wait, for what is not expected to mend soon.</summary>
    public TimeSpan AtMost() => Spread(Longest);

    private TimeSpan Spread(TimeSpan wait) => wait * (Least + ((Most - Least) * Random.Shared.NextDouble()));
}
