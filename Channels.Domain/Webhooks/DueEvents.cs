using Channels.Domain.Events;

namespace Channels.Domain.Webhooks;

/// <summary>What is to be posted to an endpoint now.</summary>
/// <param name="Waiting">What was tried before, the oldest first.</param>
/// <param name="New">What follows in the log, the oldest first.</param>
/// <param name="Position">Where the endpoint stood when this was read.</param>
/// <param name="UpTo">Where it stands once all of <paramref name="New"/> was tried.</param>
/// <param name="NextAt">When to look again where there is nothing; null where only something new matters.</param>
public sealed record DueEvents(
    WebhookEndpoint Endpoint, Guid Log, IReadOnlyList<ReadEvent> Waiting, IReadOnlyList<ReadEvent> New, long Position, long UpTo, DateTimeOffset? NextAt)
{
    public IEnumerable<ReadEvent> All => Waiting.Concat(New);
}

/// <param name="Sequence">The event's.</param>
/// <param name="Type">The event's.</param>
public sealed record TriedEvent(long Sequence, string Type, WebhookOutcome Outcome);
