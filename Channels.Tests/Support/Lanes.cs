using Channels.Tests.Support;
using Xunit.Sdk;
using Xunit.v3;

[assembly: Parallelization(MaxThreads = 6)]
[assembly: TestCollectionOrderer(typeof(LanesFirst))]

namespace Channels.Tests.Support;

/// <summary>
/// Four browser tests at a time: a lane's classes run one after the other, and take about as long as those of another.
/// Whoever looks at a page mostly waits, so that the tests without a browser have two threads of their own beside.
/// </summary>
internal static class Lanes
{
    public const string One = "Browser, lane 1";
    public const string Two = "Browser, lane 2";
    public const string Three = "Browser, lane 3";
    public const string Four = "Browser, lane 4";

    public static IReadOnlyList<string> All { get; } = [One, Two, Three, Four];
}

/// <summary>What takes longest starts first.</summary>
public sealed class LanesFirst : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(x => Lanes.All.Contains(x.TestCollectionDisplayName) ? 0 : 1).ThenBy(x => x.UniqueID, StringComparer.Ordinal)];
}
