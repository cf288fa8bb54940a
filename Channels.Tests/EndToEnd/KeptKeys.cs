using System.Text.RegularExpressions;
using Channels.Domain;
using Channels.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.EndToEnd;

/// <summary>Decrypts what a stopped app kept, to know the very keys that must be found nowhere else.</summary>
internal static partial class KeptKeys
{
    /// <summary>All binary values, in Base64, of the credentials and of some one-time keys of a channel.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(string dataFolder, string channel, CancellationToken cancellationToken)
    {
        Assert.True(ChannelId.TryParse(channel, out var id));
        await using var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System)
            .AddPersistence(new DataFolder(dataFolder)).BuildServiceProvider();
        var keys = services.GetRequiredService<ISessionKeys>();
        var credentials = await keys.ReadCredentialsAsync(id, cancellationToken);
        var preKeys = await keys.ReadKeysAsync(id, "pre-key", [.. Enumerable.Range(1, 10).Select(x => $"{x}")], cancellationToken);
        return [.. preKeys.Values.Append(credentials!).SelectMany(json => BinaryPattern().Matches(json)).Select(x => x.Groups[1].Value).Distinct()];
    }

    // Baileys writes bytes as {"type":"Buffer","data":"…"}; 32 bytes or more are keys and signatures.
    [GeneratedRegex("\"data\":\"([A-Za-z0-9+/]{42,}={0,2})\"")]
    private static partial Regex BinaryPattern();
}
