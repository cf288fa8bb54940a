using System.Reflection;

namespace Channels.Tests.Support;

/// <summary>The sources of the app, for tests about how it is written.</summary>
internal static class AppFolder
{
    public static string Path { get; } = typeof(AppFolder).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(x => x.Key == "AppProject").Value!;

    /// <summary>Its files of some kinds, such as <c>*.razor</c>; none that the build made.</summary>
    public static IEnumerable<string> Files(params string[] patterns) =>
        patterns
            .SelectMany(pattern => Directory.EnumerateFiles(Path, pattern, SearchOption.AllDirectories))
            .Where(file => System.IO.Path.GetRelativePath(Path, file).Split(System.IO.Path.DirectorySeparatorChar)[0] is not ("obj" or "bin"));
}
