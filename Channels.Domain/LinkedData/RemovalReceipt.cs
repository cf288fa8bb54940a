using Channels.Domain.Access;
using Channels.Domain.Sending;

namespace Channels.Domain.LinkedData;

/// <summary>What became of a removed channel and of everything that hung on it; kept for good.</summary>
public sealed class RemovalReceipt
{
    private RemovalReceipt() => (ChannelName, Who, Moved, Integrations) = (null!, null!, LinkedCounts.None, []);

    public ChannelId Channel { get; private set; }

    public string ChannelName { get; private set; }

    public ConnectionMethod Method { get; private set; }

    public PhoneNumber? Number { get; private set; }

    /// <summary>A device was linked at that time, as far as we knew.</summary>
    public bool HadDevice { get; private set; }

    /// <summary>The channel that took over; null where nothing was linked.</summary>
    public ChannelId? Destination { get; private set; }

    /// <summary>Its name at that time.</summary>
    public string? DestinationName { get; private set; }

    public string Who { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>Null while closed conversations still follow.</summary>
    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>What was moved, counted in the transaction that decided it. Its integrations were unlinked, not moved.</summary>
    public LinkedCounts Moved { get; private set; }

    /// <summary>How many open conversations were closed because the destination had an open one with the same contact.</summary>
    public long Continued { get; private set; }

    /// <summary>The names of the integrations that were unlinked.</summary>
    public IReadOnlyList<string> Integrations { get; private set; }

    /// <summary>How many messages waited to be sent.</summary>
    public int Queued { get; private set; }

    /// <summary>What was said of them.</summary>
    public WaitingAnswer Waiting { get; private set; }

    public static RemovalReceipt Of(Channel channel, Channel? destination, Actor who, DateTimeOffset now) => new()
    {
        Channel = channel.Id,
        ChannelName = channel.Name.Value,
        Method = channel.Method,
        Number = channel.Number,
        HadDevice = channel.LinkedAt is not null,
        Destination = destination?.Id,
        DestinationName = destination?.Name.Value,
        Who = who.Name,
        StartedAt = now,
    };

    public void Tell(LinkedCounts moved, long continued, IReadOnlyList<string> integrations) =>
        (Moved, Continued, Integrations) = (moved, continued, integrations);

    public void TellQueue(int queued, WaitingAnswer waiting) => (Queued, Waiting) = (queued, waiting);

    public void Finish(DateTimeOffset now) => FinishedAt = now;
}
