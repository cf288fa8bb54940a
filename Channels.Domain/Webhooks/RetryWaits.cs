namespace Channels.Domain.Webhooks;

/// <summary>How long an endpoint that fails is left alone: 5 s, 5 min, 30 min, 2 h, then 4 h; a tenth more at the most, so that not all come back at once.</summary>
public static class RetryWaits
{
    /// <summary>The longest that another system may ask for.</summary>
    private static readonly TimeSpan LongestAsked = TimeSpan.FromDays(1);

    private static readonly TimeSpan[] Waits =
        [TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(4)];

    /// <param name="failures">How many tries failed, from 1.</param>
    /// <param name="asked">What the other side asked for: never sooner.</param>
    public static TimeSpan After(int failures, TimeSpan? asked)
    {
        var usual = Waits[Math.Min(failures, Waits.Length) - 1] * (1 + (Random.Shared.NextDouble() / 10));
        return asked > usual ? asked < LongestAsked ? asked.Value : LongestAsked : usual;
    }
}
