using System.Collections.Concurrent;
using Channels.Domain;
using MediatR;

namespace Channels.Infrastructure.Gateways.MetaCloud;

/// <summary>The lines of all channels of the official API, each made when it is first needed.</summary>
internal sealed class MetaLines(MetaLineParts parts) : INotificationHandler<StoreChanged>, IDisposable
{
    private readonly ConcurrentDictionary<ChannelId, MetaLine> _lines = new();

    /// <summary>A line may be due at once. Raised on any thread; a handler neither waits nor throws.</summary>
    public event Action Hinted = () => { };

    public IReadOnlyDictionary<ChannelId, MetaLine> All => _lines;

    public MetaLine this[ChannelId id] => _lines.GetOrAdd(id, made => new MetaLine(made, parts, () => Hinted()));

    /// <summary>Something may have changed at Meta.</summary>
    public void Hint(ChannelId id) => this[id].Hint();

    /// <summary>What a reading saw while the store took no writes is not known: all are read again.</summary>
    public Task Handle(StoreChanged notification, CancellationToken cancellationToken)
    {
        foreach (var id in notification.Outage is null ? _lines.Keys : [])
        {
            Hint(id);
        }

        return Task.CompletedTask;
    }

    /// <summary>The channel is gone. Whoever still waits for its line's turn gets it.</summary>
    public void Drop(ChannelId id) => _lines.TryRemove(id, out _);

    public void Dispose()
    {
        foreach (var line in _lines.Values)
        {
            line.Dispose();
        }
    }
}
