using System.Globalization;

namespace Channels.Tests.Support;

/// <summary>
/// How long a test waits for what must come before it calls it lost. It is a guard against hanging and no promise of
/// speed: a busy machine may take long over what an idle one does at once.
/// </summary>
internal static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(
        int.Parse(Environment.GetEnvironmentVariable("TEST_PATIENCE_SECONDS") ?? "90", CultureInfo.InvariantCulture));
}
