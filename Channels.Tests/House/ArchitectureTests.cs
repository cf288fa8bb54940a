using System.Reflection;
using System.Text.RegularExpressions;
using Channels.App.Live;
using Channels.Domain;
using Channels.Infrastructure;
using Channels.Tests.Support;

namespace Channels.Tests.House;

/// <summary>What pages of the docs name in code font is there: files, folders, types and their members.</summary>
public sealed partial class ArchitectureTests
{
    private const BindingFlags Anything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;
    private static readonly string Root = Path.GetFullPath(Path.Combine(AppFolder.Path, ".."));

    public static TheoryData<string> Pages => ["architecture.md", "security.md"];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_NamesFile_ThatExists(string page)
    {
        var files = FoldersUnder(Root).Prepend(Root).SelectMany(Directory.EnumerateFiles).Select(Said).ToList();
        AssertFound(NamedIn(page).Where(x => FileName().IsMatch(x)), x => files.Any(file => file.EndsWith($"/{x}", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_NamesFolder_ThatExists(string page)
    {
        var folders = FoldersUnder(Root).Select(Said).ToList();
        AssertFound(
            NamedIn(page).Where(x => x.EndsWith('/')),
            x => folders.Any(folder => $"{folder}/".EndsWith($"/{x}", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_NamesType_ThatExists(string page)
    {
        Assembly[] ours = [typeof(Channel).Assembly, typeof(InfrastructureServices).Assembly, typeof(ChannelFeed).Assembly, GetType().Assembly];
        var types = ours.SelectMany(x => x.GetTypes()).ToLookup(x => x.Name.Split('`')[0]);
        AssertFound(NamedIn(page).Where(x => TypeName().IsMatch(x)), x => x.Split('.') switch
        {
            [var type] => types.Contains(type),
            [var type, var member] => types[type].Any(found => found.GetMember(member, Anything).Length > 0),
            _ => false,
        });
    }

    private static IEnumerable<string> NamedIn(string page) =>
        CodeFont().Matches(File.ReadAllText(Path.Combine(Root, "docs", page))).Select(x => x.Groups[1].Value).Distinct();

    private static void AssertFound(IEnumerable<string> names, Func<string, bool> isThere)
    {
        var said = names.ToList();
        var missing = said.Where(x => !isThere(x)).ToList();
        Assert.NotEmpty(said);
        Assert.Empty(missing);
    }

    private static IEnumerable<string> FoldersUnder(string folder) =>
        Directory.EnumerateDirectories(folder)
            .Where(x => Path.GetFileName(x) is not ("bin" or "obj" or "node_modules" or ".git"))
            .SelectMany(x => FoldersUnder(x).Prepend(x));

    /// <summary>A path as the map writes it, with the repository as its root.</summary>
    private static string Said(string path) => $"/{Path.GetRelativePath(Root, path).Replace(Path.DirectorySeparatorChar, '/')}";

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex CodeFont();

    [GeneratedRegex(@"^[\w./-]+\.(cs|razor|mjs|js|css|md)$")]
    private static partial Regex FileName();

    [GeneratedRegex(@"^[A-Z]\w*(\.[A-Z]\w*)?$")]
    private static partial Regex TypeName();
}
