using System.Collections.Concurrent;
using Channels.Domain;
using Channels.Domain.Ports;

namespace Channels.Tests.Support;

/// <summary>Counts the signs of life of each instance, in the order of nothing but themselves.</summary>
public sealed class HeardConfirmations : IConfirmations
{
    private readonly ConcurrentDictionary<ChannelId, int> _counts = new();

    /// <summary>What <see cref="Find"/> answers.</summary>
    public ConcurrentDictionary<ChannelId, DateTimeOffset> Known { get; } = new();

    public int Of(ChannelId id) => _counts.GetValueOrDefault(id);

    public void Confirm(ChannelId id) => _counts.AddOrUpdate(id, 1, (_, count) => count + 1);

    public DateTimeOffset? Find(ChannelId id) => Known.TryGetValue(id, out var at) ? at : null;
}
