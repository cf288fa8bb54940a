using Channels.Tests.EndToEnd;
using Channels.Tests.EndToEnd.Stopped;
using Channels.Tests.EndToEnd.Tour;
using Channels.Tests.Support.Run;
using Xunit.Sdk;
using Xunit.v3;

[assembly: Parallelization(MaxThreads = 4)]
[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace Channels.Tests.Support.Run;

/// <summary>
/// Each class is a collection of its own, and four run at a time, which keeps two cores busy: whoever opens a browser waits
/// about as long as it computes. What takes minutes starts first, then the other browser tests, so that nothing long is
/// left to the end.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly List<string> Long =
    [
        .. new[]
        {
            typeof(TourTests), typeof(MessagesSurviveStopsTests), typeof(RemovalSurvivesKillTests), typeof(SendsSurviveStopsTests), typeof(TypedCodeJourneyTests),
            typeof(MetaJourneyTests), typeof(PairingJourneyTests), typeof(CoexistenceJourneyTests), typeof(BackupJourneyTests),
        }.Select(x => x.FullName!),
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(x => Place(x.TestCollectionDisplayName)).ThenBy(x => x.UniqueID, StringComparer.Ordinal)];

    private static int Place(string collection)
    {
        var place = Long.FindIndex(x => collection.Contains(x, StringComparison.Ordinal));
        return place >= 0 ? place
            : collection.Contains(".EndToEnd.", StringComparison.Ordinal) ? Long.Count
            : Long.Count + 1;
    }
}
