using Channels.Domain.Sending;

namespace Channels.Infrastructure.Persistence.Outbox;

/// <summary>Groups of states, for queries; <see cref="OutgoingMessage"/> has them for one message.</summary>
internal static class SendStates
{
    public static readonly SendState[] Waiting = [SendState.Queued, SendState.Undecided];

    public static readonly SendState[] Open = [.. Waiting, SendState.Sending, SendState.Uncertain];
}
