namespace Channels.Domain;

/// <summary>
/// The end of a removed channel's device at WhatsApp, still to be told there: written with the removal, tried until
/// it is done or given up.
/// </summary>
public sealed class GatewayJob
{
    /// <summary>WhatsApp itself unlinks a device after 14 days; a week is long enough to come back from anything shorter.</summary>
    public static readonly TimeSpan GivesUpAfter = TimeSpan.FromDays(7);

    private GatewayJob() => ChannelName = null!;

    public Guid Id { get; private set; }

    public ChannelId Channel { get; private set; }

    public string ChannelName { get; private set; }

    public ConnectionMethod Method { get; private set; }

    public PhoneNumber? Number { get; private set; }

    /// <summary>A device was linked when the channel was removed, as far as we knew.</summary>
    public bool HadDevice { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; private set; }

    public DateTimeOffset NextTryAt { get; private set; }

    /// <summary>What stood in the way the last time.</summary>
    public ConnectionCause? LastCause { get; private set; }

    /// <summary>Not tried any more: somebody has to remove the device on the phone.</summary>
    public bool GivenUp { get; private set; }

    public static GatewayJob For(Channel channel, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Channel = channel.Id,
        ChannelName = channel.Name.Value,
        Method = channel.Method,
        Number = channel.Number,
        HadDevice = channel.LinkedAt is not null,
        CreatedAt = now,
        NextTryAt = now,
    };

    public bool IsDue(DateTimeOffset now) => !GivenUp && NextTryAt <= now;

    /// <summary>WhatsApp could not be told this time. A wait doubles from 30 s to an hour.</summary>
    public void Failed(ConnectionCause cause, DateTimeOffset now)
    {
        NextTryAt = now + DoublingWait.OfDebts.After(Attempts);
        Attempts++;
        LastCause = cause;
        GivenUp = now - CreatedAt >= GivesUpAfter;
    }

    /// <summary>Somebody does not want to wait.</summary>
    public void Hurry(DateTimeOffset now) => NextTryAt = GivenUp ? NextTryAt : now;
}
