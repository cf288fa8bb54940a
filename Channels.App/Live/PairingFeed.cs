using System.Collections.Concurrent;
using Channels.App.Session;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Ports;

namespace Channels.App.Live;

/// <summary>
/// Keeps the current code of each channel in memory until its deadline and shows it to administrators who watch that
/// channel. Who watches is asked anew for each code: a demoted person's open dialog gets nothing more.
/// </summary>
public sealed class PairingFeed(TimeProvider time, ILogger<PairingFeed> logger) : IPairingCodes
{
    private readonly ConcurrentDictionary<ChannelId, Shown> _shown = new();
    private readonly Viewers<ChannelId> _watches = new(TimeSpan.Zero, time, logger);

    internal int Watches => _watches.Count;

    /// <summary>Rings at each change of any channel's code.</summary>
    internal Bell Bell { get; } = new();

    public void Show(ChannelId id, PairingCode code)
    {
        var shown = new Shown(code);
        Forget(id, null);
        var left = code.Deadline - time.GetUtcNow();
        if (left > TimeSpan.Zero)
        {
            _shown[id] = shown;
            shown.Expiry = time.CreateTimer(_ => Expire(id, shown), null, left, Timeout.InfiniteTimeSpan);
        }

        Signal(id);
    }

    public void Hide(ChannelId id)
    {
        Forget(id, null);
        Signal(id);
    }

    /// <summary>
    /// Calls <paramref name="show"/> with the channel's code now and at each change, with null where there is none or where
    /// the watching person is not an administrator at that moment; until disposed (any number of times).
    /// </summary>
    /// <param name="whoWatches">Reads the watching person from the store.</param>
    public IDisposable Subscribe(
        Reader reader, ChannelId id, Func<Task<Actor>> whoWatches, Func<PairingCode?, Task> show)
    {
        var watch = _watches.Add(reader, id, id => DeliverAsync(id, whoWatches, show));
        watch.Signal();
        return watch;
    }

    /// <summary>For whoever was just allowed to see it; null where there is none.</summary>
    internal PairingCode? Find(ChannelId id) =>
        _shown.TryGetValue(id, out var shown) && shown.Code.Deadline > time.GetUtcNow() ? shown.Code : null;

    private async Task DeliverAsync(ChannelId id, Func<Task<Actor>> whoWatches, Func<PairingCode?, Task> show)
    {
        var actor = await whoWatches();
        await show(actor.Role == Role.Administrator ? Find(id) : null);
    }

    private void Expire(ChannelId id, Shown shown)
    {
        Forget(id, shown);
        Signal(id);
    }

    private void Forget(ChannelId id, Shown? only)
    {
        if (only is null ? _shown.TryRemove(id, out var gone) : _shown.TryRemove(new(id, gone = only)))
        {
            gone.Expiry?.Dispose();
        }
    }

    private void Signal(ChannelId id)
    {
        _watches.Signal(id, static (watched, id) => watched == id);
        Bell.Ring();
    }

    private sealed class Shown(PairingCode code)
    {
        public PairingCode Code { get; } = code;

        public ITimer? Expiry { get; set; }
    }
}
