using System.Globalization;

namespace Channels.Tests.Performance;

/// <summary>What a process costs the machine, by the system's own counters.</summary>
internal static class ProcessUse
{
    // USER_HZ, which is 100 on every Linux that .NET runs on (proc_pid_stat(5)).
    private const double MillisecondsPerTick = 10;

    /// <summary>User and system time of all its threads so far.</summary>
    public static double CpuMilliseconds(int processId)
    {
        var stat = File.ReadAllText($"/proc/{processId}/stat");

        // The name of the program may hold spaces; behind its bracket utime and stime are the 12th and 13th.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) * MillisecondsPerTick;
    }

    public static long ResidentKilobytes(int processId) => long.Parse(
        File.ReadLines($"/proc/{processId}/smaps_rollup").Single(x => x.StartsWith("Rss:", StringComparison.Ordinal))
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);
}
