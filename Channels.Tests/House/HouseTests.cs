using System.Reflection;
using Channels.Domain;
using Channels.Infrastructure;
using Channels.Infrastructure.Gateways.MetaCloud;
using Channels.Infrastructure.Gateways.MetaCloud.Webhooks;
using Channels.Infrastructure.Identity;
using Channels.Infrastructure.Persistence;
using Channels.Infrastructure.Settings;
using Channels.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace Channels.Tests.House;

/// <summary>Who may know whom among the projects and their rooms, and what is not shipped with them.</summary>
public sealed class HouseTests
{
    private const int MostFiles = 42;
    private static readonly string Root = Path.GetFullPath(Path.Combine(AppFolder.Path, ".."));
    private static readonly string[] SecretNames = ["password", "secret", "token", "key"];
    private static readonly Assembly Domain = typeof(Channel).Assembly;
    private static readonly Assembly Infrastructure = typeof(InfrastructureServices).Assembly;

    [Fact]
    public void Domain_KnowsNothingOfOurs() =>
        Assert.DoesNotContain(References(Domain), x => x.StartsWith("Channels.", StringComparison.Ordinal));

    [Fact]
    public void Domain_KnowsNoDatabaseAndNoWeb() =>
        Assert.DoesNotContain(
            References(Domain),
            x => x.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal)
                || x.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));

    [Fact]
    public void Infrastructure_KnowsNeitherThePageNorItsPush() =>
        Assert.DoesNotContain(
            References(Infrastructure),
            x => x is "Channels.App" or "MudBlazor"
                || x.StartsWith("Microsoft.AspNetCore.SignalR", StringComparison.Ordinal)
                || x.StartsWith("Microsoft.AspNetCore.Components", StringComparison.Ordinal));

    // A component cannot name the store, a gateway or the context, because none of them is visible to it.
    [Fact]
    public void Infrastructure_ShowsOnlyHowToStartIt() =>
        Assert.Equal(
            [typeof(InfrastructureServices), typeof(MetaPaths), typeof(PublicAddress), typeof(SettingsException)],
            Infrastructure.GetExportedTypes()
                .Where(x => !x.Namespace!.EndsWith(".Migrations", StringComparison.Ordinal))
                .OrderBy(x => x.Name, StringComparer.Ordinal));

    // Whatever is the same in every installation is known to everybody.
    [Fact]
    public void Settings_ShipNoPasswordTokenOrOtherSecret() =>
        Assert.All(AppFolder.Files("appsettings*.json"), file => Assert.DoesNotContain(
            new ConfigurationBuilder().AddJsonFile(file).Build().AsEnumerable(),
            x => SecretNames.Any(name => x.Key.Contains(name, StringComparison.OrdinalIgnoreCase)) && !string.IsNullOrEmpty(x.Value)));

    // The context maps what its neighbors keep, and they keep it through the context.
    [Theory]
    [InlineData("Channels.Domain")]
    [InlineData("Channels.Infrastructure")]
    [InlineData("Channels.App")]
    public void Rooms_ReachNoOtherInACircle(string project)
    {
        var rooms = new Rooms(
            Path.Combine(AppContext.BaseDirectory, $"{project}.dll"),
            use => use.From == typeof(ChannelsDbContext).FullName && Entities.Contains(use.To));
        TestContext.Current.TestOutputHelper!.WriteLine($"{project}{Environment.NewLine}{rooms}");
        Assert.Empty(rooms.Circles());
    }

    [Fact]
    public void Folders_HoldNoMoreFilesThanOneTakesInAtAGlance() =>
        Assert.Empty(SourceFiles().GroupBy(x => Path.GetDirectoryName(x)!)
            .Where(x => x.Count() > MostFiles).Select(x => $"{x.Key}: {x.Count()}"));

    [Fact]
    public void Namespaces_AreTheFolders() =>
        Assert.Empty(SourceFiles().Where(x => x.EndsWith(".cs", StringComparison.Ordinal)).Select(x =>
        {
            var folder = Path.GetRelativePath(Root, Path.GetDirectoryName(x)!).Replace(Path.DirectorySeparatorChar, '.');
            var said = File.ReadLines(x).FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal));
            return said is null || said == $"namespace {folder};" ? null : $"{Path.GetRelativePath(Root, x)} says {said}";
        }).OfType<string>());

    private static IEnumerable<string> SourceFiles() =>
        Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Where(x =>
        {
            var folders = Path.GetRelativePath(Root, x).Split(Path.DirectorySeparatorChar);
            return folders[0].StartsWith("Channels.", StringComparison.Ordinal)
                && !folders.Intersect(["bin", "obj", "node_modules", "Migrations"]).Any();
        });

    private static HashSet<string?> Entities { get; } =
        [typeof(MetaAccount).FullName, typeof(MetaAttempt).FullName, typeof(MetaNotice).FullName, typeof(MetaPartner).FullName, typeof(MetaTold).FullName, typeof(User).FullName, typeof(SessionRow).FullName];

    private static IEnumerable<string> References(Assembly assembly) =>
        assembly.GetReferencedAssemblies().Select(x => x.Name!);
}
