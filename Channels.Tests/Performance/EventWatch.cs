using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Channels.Tests.Performance;

/// <summary>
/// When events could be read by another process: a reader of its own that asks SQLite every millisecond whether something
/// was committed (<c>PRAGMA data_version</c>, a look into shared memory), so at most about a millisecond late.
/// </summary>
internal sealed class EventWatch : IDisposable
{
    private readonly List<(long Last, long Microseconds)> _seen = [];
    private readonly SqliteConnection _connection;
    private readonly Thread _thread;
    private volatile bool _isOver;

    public EventWatch(string dataFolder)
    {
        _connection = new SqliteConnection($"Data Source={Path.Combine(dataFolder, "channels.db")};Pooling=False");
        _connection.Open();
        _thread = new Thread(Watch) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>The machine's monotonic clock, the same that Node.js tells as <c>process.hrtime</c>.</summary>
    public static long NowMicroseconds => (long)(Stopwatch.GetTimestamp() * (1e6 / Stopwatch.Frequency));

    /// <summary>When an event was first seen; to be asked once the watch is over.</summary>
    public long SeenAt(long sequence)
    {
        var (low, high) = (0, _seen.Count - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _seen[middle].Last >= sequence ? (low, middle) : (middle + 1, high);
        }

        return _seen[low].Microseconds;
    }

    public void Stop()
    {
        _isOver = true;
        _thread.Join();
    }

    public void Dispose()
    {
        Stop();
        _connection.Dispose();
    }

    private void Watch()
    {
        using var version = _connection.CreateCommand();
        version.CommandText = "PRAGMA data_version";
        using var last = _connection.CreateCommand();
        last.CommandText = """SELECT "Last" FROM "EventLogs" """;
        var known = -1L;
        while (!_isOver)
        {
            if ((long)version.ExecuteScalar()! is var present && present != known)
            {
                known = present;
                if (last.ExecuteScalar() is long sequence && (_seen.Count == 0 || sequence > _seen[^1].Last))
                {
                    _seen.Add((sequence, NowMicroseconds));
                }
            }

            Thread.Sleep(1);
        }
    }
}
