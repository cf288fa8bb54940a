using Channels.Domain;
using Channels.Domain.Events;
using Channels.Domain.LinkedData;
using Channels.Domain.Ports;
using Channels.Domain.Sending;
using Microsoft.EntityFrameworkCore;

namespace Channels.Infrastructure.Persistence.Outbox;

/// <summary>What becomes of all that waits on a channel at once, by statements: it may be ten thousand messages.</summary>
internal sealed class OutboxMoves(ChannelsDbContext db, EventRows events, Func<Task> flush, CancellationToken cancellationToken)
{
    public async Task<int> MoveAsync(ChannelId from, Channel to, WaitingAnswer answer, DateTimeOffset now)
    {
        var answered = await AnswerAsync(from, to, answer, SendCause.Removed, now);
        await Of(from).Where(x => SendStates.Open.Contains(x.State) || x.SendAt != null)
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.Channel, to.Id), cancellationToken);
        return answered;
    }

    /// <param name="by">The channel that has them from now on.</param>
    /// <returns>Of how many it was said.</returns>
    public async Task<int> AnswerAsync(ChannelId channel, Channel by, WaitingAnswer answer, SendCause cause, DateTimeOffset now)
    {
        await flush();
        return answer switch
        {
            WaitingAnswer.Send => await ReleaseAsync(channel, by.Number, now),
            WaitingAnswer.Discard => await DiscardAsync(channel, now),
            _ => await AskAsync(channel, by.Id, cause, now),
        };
    }

    // The same as OutgoingMessage.Send: what made them wait, and the question whether they may leave under another number, are answered.
    private Task<int> ReleaseAsync(ChannelId channel, PhoneNumber? under, DateTimeOffset now)
    {
        var end = now + SendOptions.UsualLife;
        return Of(channel).Where(x => SendStates.Waiting.Contains(x.State)).ExecuteUpdateAsync(
            set => set
                .SetProperty(x => x.ExpiresAt, x => x.State == SendState.Undecided && x.ExpiresAt <= now && !x.EndsWithWindow ? end : x.ExpiresAt)
                .SetProperty(x => x.StateAt, x => x.State == SendState.Undecided ? now : x.StateAt)
                .SetProperty(x => x.State, SendState.Queued)
                .SetProperty(x => x.Cause, (SendCause?)null)
                .SetProperty(x => x.Under, under)
                .SetProperty(x => x.NotBefore, (DateTimeOffset?)null)
                .SetProperty(x => x.DecidedAt, (DateTimeOffset?)now),
            cancellationToken);
    }

    private async Task<int> DiscardAsync(ChannelId channel, DateTimeOffset now)
    {
        var waiting = Of(channel).Where(x => SendStates.Waiting.Contains(x.State));
        await db.OutboxContents.Where(x => waiting.Any(y => y.Id == x.Message)).ExecuteDeleteAsync(cancellationToken);
        return await waiting.ExecuteUpdateAsync(
            set => set.SetProperty(x => x.State, SendState.Cancelled).SetProperty(x => x.Cause, (SendCause?)null).SetProperty(x => x.StateAt, now),
            cancellationToken);
    }

    private async Task<int> AskAsync(ChannelId channel, ChannelId teller, SendCause cause, DateTimeOffset now)
    {
        await events.AppendAsync(
            EventTypes.MessageUndecided,
            teller,
            $"""FROM "Outgoing" WHERE "State" = {nameof(SendState.Queued)} AND "Channel" = {channel.Value}""");
        return await Of(channel).Where(x => x.State == SendState.Queued).ExecuteUpdateAsync(
            set => set.SetProperty(x => x.State, SendState.Undecided).SetProperty(x => x.Cause, (SendCause?)cause).SetProperty(x => x.StateAt, now),
            cancellationToken);
    }

    private IQueryable<OutgoingMessage> Of(ChannelId channel) => db.Outgoing.Where(x => x.Channel == channel);
}
