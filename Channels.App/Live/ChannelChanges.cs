using Channels.Domain;

namespace Channels.App.Live;

/// <summary>What happened since a viewer last looked: per channel only the latest.</summary>
/// <param name="Changed">Channels that are new or different.</param>
/// <param name="Removed">Channels that are gone.</param>
/// <param name="Limit">The contracted limit where it changed.</param>
/// <param name="Pending">What waits in the background is not what it was; see ListPending.</param>
public sealed record ChannelChanges(
    IReadOnlyList<ChannelSnapshot> Changed, IReadOnlyList<ChannelId> Removed, int? Limit, bool Pending = false);

/// <summary>A place in the feed of one run of the app.</summary>
public readonly record struct FeedMark(Guid Run, long Position);
