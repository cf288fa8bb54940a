using Channels.Domain;
using Channels.Domain.Events;
using Channels.Domain.Ports;
using Channels.Domain.Sending;
using Microsoft.EntityFrameworkCore;

namespace Channels.Infrastructure.Persistence.Outbox;

/// <summary>What becomes of all that waits on a channel at once, by statements: it may be ten thousand messages.</summary>
internal sealed class OutboxMoves(ChannelsDbContext db, EventRows events, Func<Task> flush, CancellationToken cancellationToken)
{
    public async Task MoveAsync(ChannelId from, Channel to, WaitingAnswer answer, DateTimeOffset now)
    {
        if (answer == WaitingAnswer.Send)
        {
            // The question whether it may leave under another number is answered with it.
            await Of(from).Where(x => x.State == SendState.Queued)
                .ExecuteUpdateAsync(set => set.SetProperty(x => x.Under, to.Number), cancellationToken);
        }

        await AnswerAsync(from, to.Id, answer, SendCause.Removed, now);
        await Of(from).Where(x => SendStates.Open.Contains(x.State) || x.SendAt != null)
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.Channel, to.Id), cancellationToken);
    }

    /// <param name="teller">The channel under which the log of events has it.</param>
    public async Task AnswerAsync(ChannelId channel, ChannelId teller, WaitingAnswer answer, SendCause cause, DateTimeOffset now)
    {
        await flush();
        if (answer == WaitingAnswer.Ask)
        {
            await events.AppendAsync(
                EventTypes.MessageUndecided,
                teller,
                $"""FROM "Outgoing" WHERE "State" = {nameof(SendState.Queued)} AND "Channel" = {channel.Value}""");
            await Of(channel).Where(x => x.State == SendState.Queued).ExecuteUpdateAsync(
                set => set.SetProperty(x => x.State, SendState.Undecided).SetProperty(x => x.Cause, (SendCause?)cause).SetProperty(x => x.StateAt, now),
                cancellationToken);
        }
        else if (answer == WaitingAnswer.Discard)
        {
            var waiting = Of(channel).Where(x => SendStates.Waiting.Contains(x.State));
            await db.OutboxContents.Where(x => waiting.Any(y => y.Id == x.Message)).ExecuteDeleteAsync(cancellationToken);
            await waiting.ExecuteUpdateAsync(
                set => set.SetProperty(x => x.State, SendState.Cancelled).SetProperty(x => x.Cause, (SendCause?)null).SetProperty(x => x.StateAt, now),
                cancellationToken);
        }
    }

    private IQueryable<OutgoingMessage> Of(ChannelId channel) => db.Outgoing.Where(x => x.Channel == channel);
}
