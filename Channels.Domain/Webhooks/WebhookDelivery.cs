namespace Channels.Domain.Webhooks;

/// <summary>One event and one endpoint: what became of it, kept as long as the event itself.</summary>
public sealed class WebhookDelivery
{
    private WebhookDelivery() => Type = null!;

    public Guid Id { get; private set; }

    public Guid Endpoint { get; private set; }

    /// <summary>The event's.</summary>
    public long Sequence { get; private set; }

    /// <summary>The event's.</summary>
    public string Type { get; private set; }

    public DeliveryStage Stage { get; private set; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; private set; }

    public DateTimeOffset FirstTryAt { get; private set; }

    public DateTimeOffset LastTryAt { get; private set; }

    /// <summary>When it is tried again where it waits, unless the endpoint as a whole fails.</summary>
    public DateTimeOffset NextTryAt { get; private set; }

    /// <summary>Of the last answer; null where there was none.</summary>
    public int? Status { get; private set; }

    /// <summary>Why there was none.</summary>
    public WebhookTrouble? Trouble { get; private set; }

    /// <summary>How the last answer began: untrusted text.</summary>
    public string? Answer { get; private set; }

    /// <summary>How long it took.</summary>
    public TimeSpan Took { get; private set; }

    public static WebhookDelivery Of(Guid endpoint, long sequence, string type, DateTimeOffset now) =>
        new() { Id = Guid.CreateVersion7(now), Endpoint = endpoint, Sequence = sequence, Type = type, FirstTryAt = now };

    /// <summary>It was tried.</summary>
    /// <param name="lastTakenAt">When the endpoint last took an event: what it alone does not take is given up in the end.</param>
    public void Take(WebhookOutcome outcome, DateTimeOffset? lastTakenAt, DateTimeOffset now)
    {
        Attempts++;
        (LastTryAt, Status, Trouble, Answer, Took) = (now, outcome.Status, outcome.Trouble, outcome.Answer, outcome.Took);
        Stage = outcome.IsTaken ? DeliveryStage.Delivered
            : now - FirstTryAt >= WebhookEndpoint.OffAfter && lastTakenAt > FirstTryAt ? DeliveryStage.GivenUp
            : DeliveryStage.Waiting;
        NextTryAt = now + RetryWaits.After(Attempts, outcome.RetryAfter);
    }

    /// <summary>Somebody wants it sent once more.</summary>
    public void Replay(DateTimeOffset now) => (Stage, Attempts, FirstTryAt, NextTryAt) = (DeliveryStage.Waiting, 0, now, now);
}

/// <summary>How far a delivery has come. Stored by name; words under <c>DeliveryStage_</c> and the name.</summary>
public enum DeliveryStage
{
    /// <summary>It is tried again.</summary>
    Waiting,

    /// <summary>The other side took it.</summary>
    Delivered,

    /// <summary>It failed for too long, while others were taken.</summary>
    GivenUp,
}
