using System.Reflection;

namespace Channels.Tests.Support;

/// <summary>The sources of the app, for tests about how it is written.</summary>
internal static class AppFolder
{
    public static string Path { get; } = typeof(AppFolder).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(x => x.Key == "AppProject").Value!;
}
