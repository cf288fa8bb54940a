using Channels.Tests.Support;
using Xunit.Sdk;
using Xunit.v3;

[assembly: Parallelization(MaxThreads = 3)]
[assembly: TestCollectionOrderer(typeof(LanesFirst))]

namespace Channels.Tests.Support;

/// <summary>
/// A lane's browser classes run one after the other. Three collections run at a time, which keeps two cores busy: with more,
/// no test is sooner done, and each has to be more patient.
/// </summary>
internal static class Lanes
{
    public const string One = "Browser, lane 1";
    public const string Two = "Browser, lane 2";
    public const string Three = "Browser, lane 3";
    public const string Four = "Browser, lane 4";

    public static List<string> All { get; } = [Four, One, Two, Three];
}

/// <summary>What takes longest starts first.</summary>
public sealed class LanesFirst : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(x => Place(x.TestCollectionDisplayName)).ThenBy(x => x.UniqueID, StringComparer.Ordinal)];

    private static int Place(string collection)
    {
        var lane = Lanes.All.IndexOf(collection);
        return lane < 0 ? Lanes.All.Count : lane;
    }
}
