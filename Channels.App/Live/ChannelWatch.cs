using Channels.App.Session;
using Channels.Domain;

namespace Channels.App.Live;

/// <summary>
/// One channel as an open dialog knows it. What is read and what is pushed may arrive in any order: the highest revision
/// stays, and a channel that is gone stays gone. Disposed, it follows the feed no longer.
/// </summary>
/// <param name="id">The channel.</param>
/// <param name="known">What is known of it at first.</param>
/// <param name="onChange">Told what it was, if known, and what it is, before <see cref="Now"/> says so.</param>
public sealed class ChannelWatch(
    ChannelId id, ChannelSnapshot? known = null, Action<ChannelSnapshot?, ChannelSnapshot>? onChange = null) : IDisposable
{
    private IDisposable? _subscription;

    /// <summary>Null until something is known of it.</summary>
    public ChannelSnapshot? Now { get; private set; } = known;

    public bool IsGone { get; private set; }

    /// <summary>Gone, or going: there is nothing to change any more.</summary>
    public bool IsLeaving => IsGone || Now?.Removal is not null;

    /// <summary>Follows the feed from the mark on. It is for <paramref name="show"/> to apply what it is called with, where the page is drawn.</summary>
    public void Follow(ChannelFeed feed, Reader reader, FeedMark from, Func<ChannelChanges, Task> show) =>
        _subscription = feed.Subscribe(reader, from, show);

    /// <returns>Whether anything is different.</returns>
    public bool Apply(ChannelChanges changes)
    {
        var isDifferent = !IsGone && changes.Removed.Contains(id);
        IsGone |= isDifferent;
        foreach (var snapshot in changes.Changed.Where(x => x.Id == id))
        {
            isDifferent |= Take(snapshot);
        }

        return isDifferent;
    }

    /// <returns>Whether it is newer than what was known.</returns>
    public bool Take(ChannelSnapshot snapshot)
    {
        if (Now is not null && Now.Revision >= snapshot.Revision)
        {
            return false;
        }

        onChange?.Invoke(Now, snapshot);
        Now = snapshot;
        return true;
    }

    /// <summary>Somebody asked for the channel, and it is not there.</summary>
    public void Lose() => IsGone = true;

    public void Dispose() => _subscription?.Dispose();
}
