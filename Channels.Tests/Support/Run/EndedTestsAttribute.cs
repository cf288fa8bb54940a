using System.Collections.Concurrent;
using System.Reflection;
using Channels.Tests.Support.Run;
using Xunit.v3;

[assembly: EndedTests]

namespace Channels.Tests.Support.Run;

/// <summary>Remembers which tests are over, so that what they left open can be closed by whoever opens the next.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class EndedTestsAttribute : BeforeAfterTestAttribute
{
    private static readonly ConcurrentDictionary<string, bool> Ended = new(StringComparer.Ordinal);

    public static bool Has(string? test) => test is not null && Ended.ContainsKey(test);

    public override void After(MethodInfo methodUnderTest, IXunitTest test) => Ended.TryAdd(test.UniqueID, true);
}
