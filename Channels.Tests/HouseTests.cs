using System.Reflection;
using Channels.Domain;
using Channels.Infrastructure;
using Channels.Infrastructure.Gateways.MetaCloud;
using Channels.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace Channels.Tests;

/// <summary>Who may know whom among the projects, and what is not shipped with them.</summary>
public sealed class HouseTests
{
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

    private static IEnumerable<string> References(Assembly assembly) =>
        assembly.GetReferencedAssemblies().Select(x => x.Name!);
}
