using Channels.Domain.Contacts;
using Channels.Domain.LinkedData;
using Channels.Domain.Messages;
using Channels.Domain.Ports;

namespace Channels.Domain.UseCases.Messages;

/// <summary>What becomes of one message, in a transaction that others may share.</summary>
internal sealed class Reception(IChannelTransaction transaction, ReceiveMessage request, DateTimeOffset now)
{
    // WhatsApp tells its time to the second, and its servers need not agree to the second either.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    private readonly NewMessage _message = request.Message;

    public async Task<ReceivedMessage> RunAsync()
    {
        var (id, wasLinked, historyBefore) = await transaction.ResolveAsync(request.Id);
        var channel = await transaction.FindAsync(id);
        if (channel is not null && !wasLinked)
        {
            // Nobody agreed to this account yet; once somebody does, what was handed over is looked at again.
            return ReceivedMessage.IgnoredAsNotLinked;
        }

        if (_message.Delivery is { } delivery)
        {
            transaction.Messages.Settle(delivery);
        }

        if (channel is null)
        {
            return ReceivedMessage.IgnoredAsUnknownChannel;
        }

        if (_message.SentAt < historyBefore - Slack)
        {
            await CountAsync(id, MessageKind.History, 1);
            return ReceivedMessage.IgnoredAsHistory;
        }

        var contact = await transaction.Contacts.KnowAsync(request.Contact, now);

        // What still comes in on the line of a removed channel tells nothing of the one that took over.
        var signs = id == request.Id ? await transaction.LoadSignsAsync(id) : null;
        if (await transaction.Messages.FindReceivedAsync(request.Id, contact.Id, _message.WhatsAppId) is { } before)
        {
            return await RepeatAsync(before, channel, signs);
        }

        var sentAt = signs?.ByOurClock(_message.SentAt) ?? _message.SentAt;
        var conversation = await transaction.Linked.FindOpenConversationAsync(id, contact.Id);
        var opened = conversation is null && _message.IsWritten;
        if (opened)
        {
            conversation = Conversation.Open(id, contact, sentAt);
            transaction.Linked.Add(conversation);
        }

        if (_message.IsWritten)
        {
            conversation!.Touch(request.ContactName, sentAt);
            await SignAsync(channel, signs, contact, sentAt);
        }

        await LogAsync(Message.Receive(request.Id, contact, conversation, _message, sentAt, now));
        return opened ? ReceivedMessage.OpenedConversation
            : _message.IsWritten ? ReceivedMessage.TouchedConversation
            : ReceivedMessage.Logged;
    }

    private async Task<ReceivedMessage> RepeatAsync(Message before, Channel channel, ChannelSigns? signs)
    {
        if (!before.Complete(_message))
        {
            return ReceivedMessage.IgnoredAsRepetition;
        }

        await KeepContentAsync(before);
        await CountAsync(channel.Id, MessageKind.Unreadable, -1);
        Hear(channel, signs);
        return ReceivedMessage.Completed;
    }

    private async Task SignAsync(Channel channel, ChannelSigns? signs, Contact contact, DateTimeOffset sentAt)
    {
        if (signs is null)
        {
            return;
        }

        // One in the future would hide all that comes until then.
        signs.Received(sentAt < now ? sentAt : now);
        Hear(channel, signs);
        if (channel.WasDownAt(sentAt))
        {
            var late = signs.CountLate(channel.Status == ChannelStatus.Connected ? channel.Since : null, now);
            if (!await transaction.Messages.WasHeardAsync(request.Id, contact.Id, late.Since))
            {
                signs.WroteLate();
            }
        }
    }

    private void Hear(Channel channel, ChannelSigns? signs)
    {
        if (signs is not null)
        {
            signs.Heard(request.Contact.Key, _message.WasRead, now);
            channel.Hears(signs.IsDeaf, now);
        }
    }

    private async Task LogAsync(Message message)
    {
        transaction.Messages.Add(message);
        await KeepContentAsync(message);
        if (message.Type == MessageType.Undecryptable)
        {
            await CountAsync(message.Line, _message.WasRead is null ? MessageKind.PhoneOnly : MessageKind.Unreadable, 1);
        }
    }

    /// <summary>What could not be used, on the line on which it came, as long as that is anybody's.</summary>
    private async Task CountAsync(ChannelId line, MessageKind kind, int count)
    {
        if (line == request.Id && await transaction.FindAsync(line) is not null)
        {
            (await transaction.LoadUnusedAsync(line, kind)).Add(count, now);
        }
    }

    private Task KeepContentAsync(Message message) =>
        _message.Content is { } content ? transaction.Messages.KeepContentAsync(message, content, now) : Task.CompletedTask;
}
