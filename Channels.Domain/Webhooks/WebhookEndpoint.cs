namespace Channels.Domain.Webhooks;

/// <summary>
/// An address of another system, to which events are posted in the shape of Standard Webhooks 1.0. The log of events is its
/// queue: it has a place in it, up to which each event that it wants was taken, or stands as a <see cref="WebhookDelivery"/>
/// that waits. Which channels a limited one hears of is said by its <see cref="LinkedData.LinkedItem"/>s, as it is of a key.
/// </summary>
public sealed class WebhookEndpoint
{
    public const int MaxAddress = 2000;

    /// <summary>How long it may fail without a break before it is switched off.</summary>
    public static readonly TimeSpan OffAfter = TimeSpan.FromDays(5);

    /// <summary>How long both secrets sign after one was renewed.</summary>
    public static readonly TimeSpan OldSecretSignsFor = TimeSpan.FromHours(24);

    private WebhookEndpoint() => (Address, Secret, MadeBy) = (null!, null!, null!);

    public Guid Id { get; private set; }

    public string Address { get; private set; }

    /// <summary>By which people know the system that is there.</summary>
    public string Host => new Uri(Address).Host;

    /// <summary>Of <see cref="Events.EventTypes.All"/>; none for all, also those to come.</summary>
    public IReadOnlyList<string> Types { get; private set; } = [];

    /// <summary>It hears of every channel, also those to come.</summary>
    public bool IsUnrestricted { get; private set; }

    /// <summary>What messages say, and whose they are, comes along.</summary>
    public bool ShowsMessages { get; private set; }

    /// <summary>Sealed; see <see cref="Ports.ISecretSeal"/>.</summary>
    public byte[] Secret { get; private set; }

    /// <summary>The one before, sealed.</summary>
    public byte[]? OldSecret { get; private set; }

    public DateTimeOffset? OldSecretUntil { get; private set; }

    public string MadeBy { get; private set; }

    /// <summary>Of what was asked for when it was made; see <see cref="UseCases.Webhooks.MakeEndpoint.Fingerprint"/>.</summary>
    public string? Fingerprint { get; private set; }

    public DateTimeOffset MadeAt { get; private set; }

    /// <summary>Rises by one with each change that somebody makes, and when it is switched off by itself.</summary>
    public long Revision { get; private set; }

    /// <summary>Why nothing is sent; null while it is on.</summary>
    public EndpointOff? Off { get; private set; }

    public DateTimeOffset? OffAt { get; private set; }

    /// <summary>People were told by mail that it switched itself off.</summary>
    public bool IsToldOff { get; private set; }

    /// <summary>Its place in the log.</summary>
    public long Position { get; private set; }

    /// <summary>How many tries failed one after the other.</summary>
    public int Failures { get; private set; }

    /// <summary>Since when they do.</summary>
    public DateTimeOffset? FailingSince { get; private set; }

    /// <summary>The event of the first of them.</summary>
    public long? FailedOn { get; private set; }

    /// <summary>They are of more than one event: it is the endpoint that fails, and not what one event holds.</summary>
    public bool FailsOnSeveral { get; private set; }

    public DateTimeOffset LastTryAt { get; private set; }

    /// <summary>When it last took an event; null where it never did.</summary>
    public DateTimeOffset? LastTakenAt { get; private set; }

    /// <summary>When it is probed again while it fails.</summary>
    public DateTimeOffset NextTryAt { get; private set; }

    public static WebhookEndpoint Make(
        Guid id, WebhookOrder order, byte[] sealedSecret, long position, string who, DateTimeOffset now, string? fingerprint = null)
    {
        var made = new WebhookEndpoint { Id = id, Secret = sealedSecret, Position = position, MadeBy = who, MadeAt = now, Fingerprint = fingerprint };
        made.Take(order);
        return made;
    }

    public void Change(WebhookOrder order)
    {
        Take(order);
        Revision++;
    }

    /// <summary>Both secrets sign for a while, so that the other side can change over.</summary>
    public void Renew(byte[] sealedSecret, DateTimeOffset now)
    {
        (OldSecret, OldSecretUntil, Secret) = (Secret, now + OldSecretSignsFor, sealedSecret);
        Revision++;
    }

    /// <summary>Goes on from where it stopped.</summary>
    public void SwitchOn()
    {
        (Off, OffAt, IsToldOff) = (null, null, false);
        Recover();
        Revision++;
    }

    public void SwitchOff(EndpointOff why, DateTimeOffset now)
    {
        (Off, OffAt) = (why, now);
        Revision++;
    }

    public void ToldOff() => IsToldOff = true;

    public WebhookTurn TurnAt(DateTimeOffset now) => this switch
    {
        { Off: not null } => WebhookTurn.Nothing,
        { Failures: 0 } => WebhookTurn.All,

        // Also where the clock was set back: the wait was counted on the other time.
        _ when NextTryAt <= now || LastTryAt > now => WebhookTurn.Probe,
        { FailsOnSeveral: false } => WebhookTurn.NewOne,
        _ => WebhookTurn.Nothing,
    };

    /// <summary>Of the events that were posted at once, none was taken.</summary>
    public void Fail(IReadOnlyList<TriedEvent> tried, DateTimeOffset now)
    {
        FailedOn ??= tried[0].Sequence;
        FailsOnSeveral |= tried.Any(x => x.Sequence != FailedOn);
        FailingSince ??= now;
        Failures++;
        LastTryAt = now;
        NextTryAt = now + RetryWaits.After(Failures, tried.Max(x => x.Outcome.RetryAfter));
        if (now - FailingSince >= OffAfter)
        {
            SwitchOff(EndpointOff.Failed, now);
        }
    }

    /// <summary>An event was taken. What waits is due: each waited no longer than the endpoint as a whole.</summary>
    public void Succeed(DateTimeOffset now)
    {
        (LastTryAt, LastTakenAt) = (now, now);
        Recover();
    }

    /// <summary>Each event up to <paramref name="to"/> was taken or waits; unless somebody moved it meanwhile.</summary>
    public void Advance(long from, long to) => Position = Position == from ? to : Position;

    /// <summary>All from there on is sent again.</summary>
    public void GoBack(long position)
    {
        Position = Math.Min(Position, position);
        Revision++;
    }

    private void Recover() => (Failures, FailingSince, FailedOn, FailsOnSeveral) = (0, null, null, false);

    private void Take(WebhookOrder order)
    {
        (Address, ShowsMessages, IsUnrestricted) = (order.Address.Trim(), order.ShowsMessages, order.Channels is null);
        Types = [.. order.Types.Distinct().Order(StringComparer.Ordinal)];
    }
}

/// <summary>Why an endpoint gets nothing. Stored by name; words under <c>EndpointOff_</c> and the name.</summary>
public enum EndpointOff
{
    /// <summary>Somebody switched it off.</summary>
    ByPerson,

    /// <summary>It answered 410: it is not there any more.</summary>
    Gone,

    /// <summary>It failed for <see cref="WebhookEndpoint.OffAfter"/> without a break.</summary>
    Failed,
}

/// <summary>What may be sent to an endpoint at a moment.</summary>
public enum WebhookTurn
{
    Nothing,

    /// <summary>All that waits.</summary>
    All,

    /// <summary>One event, to see whether it answers again.</summary>
    Probe,

    /// <summary>One that was never tried: so far only one event fails, and it may be that one.</summary>
    NewOne,
}

/// <summary>What somebody asks of an endpoint.</summary>
/// <param name="Types">None for all.</param>
/// <param name="Channels">Of which it hears; null for all, also those to come.</param>
public sealed record WebhookOrder(string Address, IReadOnlyList<string> Types, IReadOnlyList<ChannelId>? Channels, bool ShowsMessages);
