using System.Globalization;

namespace Channels.Tests.Performance;

/// <summary>How benchmarks word what they measured.</summary>
internal static class Figures
{
    public static string Milliseconds(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"p50 {At(sorted, .50):0.0} ms, p95 {At(sorted, .95):0.0} ms, p99 {At(sorted, .99):0.0} ms, max {sorted[^1]:0.0} ms (n={sorted.Count})");
    }

    public static double At(IReadOnlyList<double> sorted, double share) => sorted[(int)Math.Min(sorted.Count - 1, share * sorted.Count)];

    public static double Median(IEnumerable<double> values) => At([.. values.Order()], .50);
}
