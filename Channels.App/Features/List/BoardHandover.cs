using Channels.App.Live;
using Channels.Domain.Access;
using Channels.Domain.UseCases.Board;
using Microsoft.Extensions.Caching.Memory;

namespace Channels.App.Features.List;

/// <summary>
/// Keeps what a prerendered page read until its circuit is up, so that nothing is read twice. It stays here: a circuit
/// takes at most 32 KB of a page's state, which some fifty channels exceed.
/// </summary>
public sealed class BoardHandover(IMemoryCache cache)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    public Guid Keep(ChannelList list)
    {
        var key = Guid.NewGuid();
        cache.Set(key, list, Kept);
        return key;
    }

    /// <summary>Null where it was fetched before or waited too long.</summary>
    public ChannelList? Fetch(Guid key)
    {
        var list = cache.Get<ChannelList>(key);
        cache.Remove(key);
        return list;
    }
}

/// <summary>What the prerendered page hands to the live one: where its list is kept, up to where in the feed it knows, and how it draws.</summary>
public sealed record BoardState(Guid List, FeedMark Mark, BoardView View, BoardOrder Order);
