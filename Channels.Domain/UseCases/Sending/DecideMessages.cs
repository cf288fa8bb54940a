using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Domain.Sending;
using MediatR;

namespace Channels.Domain.UseCases.Sending;

/// <summary>
/// Somebody decides about messages of a channel's queue: that those which wait for it are sent, here or through another
/// channel, or that those which have not left are not. What somebody else decided meanwhile is left as that is.
/// </summary>
/// <param name="Messages">Null for all of <see cref="Part"/>; what may have left already is only among them where it is named.</param>
/// <param name="Through">The other channel; null for the same one.</param>
[AllowedTo(Role.Administrator, Role.Module)]
[AllowedToKeys(ApiScope.MessagesSend, About.Channel)]
public sealed record DecideMessages(ChannelId Id, IReadOnlyCollection<Guid>? Messages, SendDecision Decision, ChannelId? Through = null)
    : IRequest<DecidedMessages>
{
    /// <summary><see cref="QueuePart.ToDecide"/>, <see cref="QueuePart.Waiting"/> or <see cref="QueuePart.Scheduled"/>.</summary>
    public QueuePart Part { get; init; } = QueuePart.ToDecide;
}

/// <param name="TooLate">How many were decided about, were sent or were over before.</param>
public sealed record DecidedMessages(int Done, int TooLate);

internal sealed class DecideMessagesHandler(IChannelStore store, IActor actor, ISendBell bell, TimeProvider time)
    : IRequestHandler<DecideMessages, DecidedMessages>
{
    // Other writers wait meanwhile.
    private const int Batch = 500;

    public async Task<DecidedMessages> Handle(DecideMessages request, CancellationToken cancellationToken)
    {
        var sender = await actor.ReadAsync(cancellationToken);
        if (request.Through is { } other && !sender.Reaches(other))
        {
            throw new RuleViolation(Rule.ChannelNotFound);
        }

        var who = sender.Name;
        var total = new DecidedMessages(0, 0);
        var named = request.Messages?.Chunk(Batch).ToList();
        for (var batch = 0; named is null || batch < named.Count; batch++)
        {
            var decided = await store.WriteAsync(transaction => DecideAsync(transaction, request, named?[batch], who), cancellationToken);
            total = new DecidedMessages(total.Done + decided.Done, total.TooLate + decided.TooLate);
            bell.Ring(request.Through ?? request.Id);
            if (named is null && decided.Done < Batch)
            {
                break;
            }
        }

        return total;
    }

    private async Task<DecidedMessages> DecideAsync(
        IChannelTransaction transaction, DecideMessages request, Guid[]? batch, string who)
    {
        var now = time.GetUtcNow();
        var channel = await transaction.LoadAsync((await transaction.ResolveAsync(request.Id)).Channel);
        var through = request.Through is { } other ? await transaction.LoadAsync(other) : channel;
        through.EnsureStays();
        var found = batch is null
            ? await transaction.Sending.ListAsync(channel.Id, request.Part, now, Batch)
            : [.. (await transaction.Sending.FindAllAsync(batch)).Where(x => x.Channel == channel.Id)];
        var done = 0;
        foreach (var message in found)
        {
            if (Decide(message, request.Decision, through, now))
            {
                await transaction.SettleAsync(message, now);
                done++;
            }
        }

        channel.Decided(request.Decision == SendDecision.Send, done, through == channel ? null : through.Name.Value, who, now);
        return new DecidedMessages(done, (batch?.Length ?? found.Count) - done);
    }

    private static bool Decide(OutgoingMessage message, SendDecision decision, Channel through, DateTimeOffset now)
    {
        try
        {
            if (decision == SendDecision.Discard)
            {
                message.Cancel(now);
            }
            else
            {
                message.Send(through, now);
            }

            return true;
        }
        catch (RuleViolation tooLate) when (tooLate.Rule is Rule.MessageDecided or Rule.MessageUncertainElsewhere)
        {
            return false;
        }
    }
}
