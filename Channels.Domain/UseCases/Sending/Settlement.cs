using Channels.Domain.Messages;
using Channels.Domain.Ports;
using Channels.Domain.Sending;

namespace Channels.Domain.UseCases.Sending;

/// <summary>
/// What follows from how an outgoing message stands now, in the same transaction: what went out is in the log of messages, and
/// what cannot leave any more is not kept.
/// </summary>
internal static class Settlement
{
    public static async Task SettleAsync(this IChannelTransaction transaction, OutgoingMessage message, DateTimeOffset now)
    {
        if (message.SentAt is not null && await transaction.Messages.FindAsync(message.Id) is null)
        {
            await LogAsync(transaction, message, now);
        }

        if (!message.IsOpen)
        {
            await transaction.Sending.ForgetContentAsync(message.Id);
        }
    }

    private static async Task LogAsync(IChannelTransaction transaction, OutgoingMessage message, DateTimeOffset now)
    {
        var conversation = await transaction.Linked.FindOpenConversationAsync(message.Channel, message.Contact);
        conversation?.Touch(contactName: null, now);
        var sent = new NewMessage(message.WhatsAppId, message.Type, message.SentAt ?? now) { RefersTo = message.RepliesTo };
        var logged = Message.Send(message.Id, message.Line ?? message.Channel, message.Contact, conversation, sent, now);
        transaction.Messages.Add(logged);
        if (await transaction.Sending.ReadContentAsync(message.Id) is { } content)
        {
            await transaction.Messages.KeepContentAsync(logged, content.ToJson(), now);
        }

        // The one whose line it went out on, whichever the conversation hangs on by now.
        if (message.Line is { } line && await transaction.FindAsync(line) is not null)
        {
            (await transaction.LoadSignsAsync(line)).Sent(now);
        }
    }
}
