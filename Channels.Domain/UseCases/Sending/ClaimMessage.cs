using Channels.Domain.Access;
using Channels.Domain.Contacts;
using Channels.Domain.Messages;
using Channels.Domain.Ports;
using Channels.Domain.Sending;
using MediatR;

namespace Channels.Domain.UseCases.Sending;

/// <summary>
/// Takes the next message of a channel for handing over, and says of those before it what their time or their channel's state
/// makes of them. What is claimed was committed as being sent before it leaves, so that no crash sends it twice.
/// </summary>
[AllowedTo(Role.Module)]
public sealed record ClaimMessage(ChannelId Id) : IRequest<ClaimedMessage>;

/// <param name="Order">Null where there is nothing to hand over now.</param>
/// <param name="NextAt">When there may be, if nothing else happens before; null where time alone changes nothing.</param>
public sealed record ClaimedMessage(ConnectionMethod Method, SendOrder? Order, DateTimeOffset? NextAt);

internal sealed class ClaimMessageHandler(IChannelStore store, SendOptions options, TimeProvider time)
    : IRequestHandler<ClaimMessage, ClaimedMessage>
{
    // Other writers wait meanwhile.
    private const int MostJudged = 100;

    public Task<ClaimedMessage> Handle(ClaimMessage request, CancellationToken cancellationToken) =>
        store.WriteAsync(
            async transaction => await transaction.FindAsync(request.Id) is { } channel
                ? await new Turn(transaction, channel, options, time.GetUtcNow()).TakeAsync()
                : new ClaimedMessage(default, Order: null, NextAt: null),
            cancellationToken);

    private sealed class Turn(IChannelTransaction transaction, Channel channel, SendOptions options, DateTimeOffset now)
    {
        private ISendingData Sending => transaction.Sending;

        public async Task<ClaimedMessage> TakeAsync()
        {
            var isConnected = channel.Status == ChannelStatus.Connected && !channel.IsBeingRemoved;
            var over = await Sending.ListOverAsync(channel.Id, isConnected, now, MostJudged);
            foreach (var message in over)
            {
                await JudgeAsync(message);
            }

            for (var judged = over.Count; judged < MostJudged; judged++)
            {
                if (await Sending.FindNextAsync(channel.Id, now) is not { } message)
                {
                    return await NothingAsync();
                }

                switch (await JudgeAsync(message))
                {
                    case SendStep.Hold:
                        return await NothingAsync();
                    case SendStep.Go when await OrderAsync(message) is { } order:
                        message.Begin(channel.Id, now);
                        return new ClaimedMessage(channel.Method, order, NextAt: null);
                }
            }

            return new ClaimedMessage(channel.Method, Order: null, NextAt: now);
        }

        private async Task<ClaimedMessage> NothingAsync() =>
            new(channel.Method, Order: null, await Sending.FindNextTimeAsync(channel.Id, now));

        private async Task<SendStep> JudgeAsync(OutgoingMessage message)
        {
            var (step, cause) = SendRules.Of(message, channel, options, now);
            if (step == SendStep.Go && await IsWindowClosedAsync(message))
            {
                (step, cause) = (SendStep.Fail, SendCause.WindowClosed);
            }

            _ = step switch
            {
                SendStep.Expire => message.Expire(now),
                SendStep.Ask => message.Ask(cause!.Value, now),
                SendStep.Fail => message.Refuse(cause!.Value, refusal: null, now),
                _ => false,
            };
            await transaction.SettleAsync(message, now);
            return step;
        }

        private async Task<bool> IsWindowClosedAsync(OutgoingMessage message) =>
            channel.Method == ConnectionMethod.MetaCloud && message.Type != MessageType.Template
            && !(await ServiceWindow.FindEndAsync(transaction, channel.Id, message.Contact) > now);

        /// <returns>Null where it cannot be handed over, of which it says why itself by then.</returns>
        private async Task<SendOrder?> OrderAsync(OutgoingMessage message)
        {
            var to = (await Sending.FindContactAsync(message.Contact))?.AddressFor(channel.Method);
            var content = await Sending.ReadContentAsync(message.Id);
            if (to is null || content is null)
            {
                message.Refuse(to is null ? SendCause.Unreachable : SendCause.ContentLost, refusal: null, now);
                await transaction.SettleAsync(message, now);
                return null;
            }

            return new SendOrder(message.Id, message.WhatsAppId, to, content) { RepliesTo = await QuoteAsync(message) };
        }

        private async Task<QuotedMessage?> QuoteAsync(OutgoingMessage message)
        {
            if (message.RepliesTo is not { } id)
            {
                return null;
            }

            return await Sending.FindLoggedAsync(message.Contact, id) is ({ } quoted, var text)
                ? new QuotedMessage(id, quoted.Direction == MessageDirection.In, text)
                : new QuotedMessage(id, FromContact: true, Text: null);
        }
    }
}
