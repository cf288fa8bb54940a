using Channels.Domain.Sending;

namespace Channels.App.Features.Queue;

/// <summary>What somebody can do about messages of a queue. Words under <c>QueueStep_</c> and the name.</summary>
public enum QueueStep
{
    Send,
    SendThrough,
    Discard,
}

public static class QueueSteps
{
    /// <summary>What waits by itself needs no word to be sent where it is; what may have left is sent again only there.</summary>
    public static bool IsFor(QueueStep step, SendState state) => (step, state) switch
    {
        (QueueStep.Send, SendState.Undecided or SendState.Uncertain) => true,
        (QueueStep.SendThrough, SendState.Queued or SendState.Undecided) => true,
        (QueueStep.Discard, SendState.Queued or SendState.Undecided or SendState.Uncertain) => true,
        _ => false,
    };

    public static SendDecision DecisionOf(QueueStep step) => step == QueueStep.Discard ? SendDecision.Discard : SendDecision.Send;
}
