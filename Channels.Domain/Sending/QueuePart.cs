namespace Channels.Domain.Sending;

/// <summary>Outgoing messages of a channel as a person looks for them. Words under <c>QueuePart_</c> and the name.</summary>
public enum QueuePart
{
    /// <summary>All that somebody still has to decide about, or that may still leave.</summary>
    Open,

    /// <summary>What waits for a person.</summary>
    ToDecide,

    /// <summary>What is due and waits for its turn or its line.</summary>
    Waiting,

    /// <summary>What is to go later.</summary>
    Scheduled,

    Sent,

    NotSent,
}

public static class QueueParts
{
    public static IReadOnlyList<SendState> StatesOf(QueuePart part) => part switch
    {
        QueuePart.Open => [SendState.Queued, SendState.Undecided, SendState.Sending, SendState.Uncertain],
        QueuePart.ToDecide => [SendState.Undecided, SendState.Uncertain],
        QueuePart.Waiting => [SendState.Queued, SendState.Sending],
        QueuePart.Scheduled => [SendState.Queued],
        QueuePart.Sent => [SendState.Sent, SendState.Delivered, SendState.Read],
        _ => [SendState.Failed, SendState.Expired, SendState.Cancelled],
    };

    /// <summary>Those that are over; the others are in the order in which they go.</summary>
    public static bool IsOver(QueuePart part) => part is QueuePart.Sent or QueuePart.NotSent;
}
