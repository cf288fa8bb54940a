namespace Channels.Domain.Alerts;

/// <summary>
/// One message of an incident on one route, there once. A try is written down before it is made; one whose outcome is
/// not known is never made again, so that nobody is told twice.
/// </summary>
public sealed class Delivery
{
    public static readonly TimeSpan GivesUpAfter = TimeSpan.FromHours(24);

    private Delivery()
    {
    }

    public Guid Id { get; private set; }

    public Guid Incident { get; private set; }

    public AlertKind Kind { get; private set; }

    public AlertRoute Route { get; private set; }

    public DeliveryState State { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; private set; }

    public DateTimeOffset NextTryAt { get; private set; }

    /// <summary>When it got its last state.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>What stood in the way the last time.</summary>
    public AlertTrouble? Trouble { get; private set; }

    /// <summary>See <see cref="AlertOutcome.Detail"/>.</summary>
    public string? Detail { get; private set; }

    /// <summary>It reached its recipients, or may have.</summary>
    public bool MayHaveArrived => State is DeliveryState.Sent or DeliveryState.Uncertain;

    /// <summary>Its turn has come; also where the clock was set back, because the wait was counted on the other time.</summary>
    public bool IsDue(DateTimeOffset now) => NextTryAt <= now || ChangedAt > now;

    internal static Delivery Of(Guid incident, AlertKind kind, AlertRoute route, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Incident = incident,
        Kind = kind,
        Route = route,
        CreatedAt = now,
        NextTryAt = now,
        ChangedAt = now,
    };

    /// <summary>A try that was made has this outcome.</summary>
    public void Conclude(AlertOutcome outcome, DateTimeOffset now)
    {
        Trouble = outcome.Trouble;
        Detail = outcome.Detail;
        NextTryAt = now + DoublingWait.OfDebts.After(Attempts - 1);
        Become(
            outcome.Verdict switch
            {
                AlertVerdict.Accepted => DeliveryState.Sent,
                AlertVerdict.Unknown => DeliveryState.Uncertain,
                AlertVerdict.Failed when now - CreatedAt < GivesUpAfter => DeliveryState.Waiting,
                _ => DeliveryState.GivenUp,
            },
            now);
    }

    /// <summary>The console stopped while it was being sent.</summary>
    public void Interrupt(DateTimeOffset now) => Conclude(AlertOutcome.Unknown(AlertTrouble.Interrupted), now);

    internal void Begin(DateTimeOffset now)
    {
        Attempts++;
        Become(DeliveryState.Sending, now);
    }

    internal void Postpone(DateTimeOffset until, DateTimeOffset now)
    {
        NextTryAt = until;
        Become(DeliveryState.Waiting, now);
    }

    /// <summary>There is nothing to tell any more, or another message tells it too.</summary>
    internal void Supersede(DateTimeOffset now) => Become(DeliveryState.Superseded, now);

    internal void GiveUp(AlertTrouble trouble, DateTimeOffset now)
    {
        (Trouble, Detail) = (trouble, null);
        Become(DeliveryState.GivenUp, now);
    }

    private void Become(DeliveryState state, DateTimeOffset now) => (State, ChangedAt) = (state, now);
}

/// <summary>How far a message has come. Stored by name; words under <c>DeliveryState_</c> and the name.</summary>
public enum DeliveryState
{
    /// <summary>To be sent when its time comes.</summary>
    Waiting,

    /// <summary>Being sent.</summary>
    Sending,

    /// <summary>The other side took it.</summary>
    Sent,

    /// <summary>Not sent, and not tried any more.</summary>
    GivenUp,

    /// <summary>It may have been sent: the connection broke, or the console stopped, before the answer.</summary>
    Uncertain,

    /// <summary>Not sent, because the news was over or went out with the next message.</summary>
    Superseded,
}
