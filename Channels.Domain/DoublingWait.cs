namespace Channels.Domain;

/// <summary>How long something that failed is left alone: 30 s, doubling to an hour.</summary>
internal static class DoublingWait
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <param name="failures">How often it failed before this time.</param>
    public static TimeSpan After(int failures)
    {
        var wait = First * Math.Pow(2, Math.Min(failures, 20));
        return wait < Longest ? wait : Longest;
    }
}
