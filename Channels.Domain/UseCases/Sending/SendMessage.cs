using Channels.Domain.Access;
using Channels.Domain.Contacts;
using Channels.Domain.Messages;
using Channels.Domain.Ports;
using Channels.Domain.Sending;
using FluentValidation;
using MediatR;

namespace Channels.Domain.UseCases.Sending;

/// <summary>
/// Takes a message for sending: from the commit on it is sent once, or stands in a named state. Where it cannot be sent at all,
/// that is said now. The same <see cref="OutgoingOrder.Id"/> again is the same message.
/// </summary>
[AllowedTo(Role.Administrator, Role.Module)]
[AllowedToKeys(ApiScope.MessagesSend, About.Channel)]
public sealed record SendMessage(ChannelId Id, SendTarget To, OutgoingOrder Order) : IRequest<Guid>
{
    public override string ToString() => $"SendMessage {Id} {Order.Content.Type}";
}

/// <summary>Whom a message is for: by exactly one of the three.</summary>
/// <param name="Number">Digits in international form, with or without a plus.</param>
/// <param name="UserId">The official API's id of somebody who shows no number.</param>
public sealed record SendTarget(string? Number = null, string? UserId = null, Guid? Conversation = null);

internal sealed class SendMessageValidator : AbstractValidator<SendMessage>
{
    // What both methods take.
    private const int MaxText = 4096;
    private const int MaxName = 512;
    private const int MaxUserId = 128;
    private const int MaxEmoji = 32;

    public SendMessageValidator(TimeProvider time)
    {
        RuleFor(x => x.To).Keeps(to => AreGood(to) ? null : new RuleViolation(Rule.ContactInvalid));
        RuleFor(x => x.Order.Content).Keeps(content => Check(content) is { } rule ? new RuleViolation(rule) : null);
        RuleFor(x => x.Order.ClientReference!).Keeps(text => text.Length > OutgoingMessage.MaxReference ? Rule.ReferenceTooLong : null).When(x => x.Order.ClientReference is not null);
        RuleFor(x => x.Order.RepliesTo!).Keeps(id => id.Length is 0 or > Message.MaxId ? Rule.MessageNotFound : null).When(x => x.Order.RepliesTo is not null);
        RuleFor(x => x.Order).Keeps(order =>
        {
            var now = time.GetUtcNow();
            return order.SendAt > now + SendOptions.FurthestAhead ? new RuleViolation(Rule.SendTimeInvalid)
                : order.ExpiresAt is { } end && end <= (order.SendAt > now ? order.SendAt : now) ? new RuleViolation(Rule.ExpiryInvalid)
                : null;
        });
    }

    private static bool AreGood(SendTarget to) => (to.Number, to.UserId, to.Conversation) switch
    {
        ({ } number, null, null) => PhoneNumber.FromDigits(number) is not null,
        (null, { Length: > 0 and <= MaxUserId }, null) => true,
        (null, null, not null) => true,
        _ => false,
    };

    private static Rule? Check(OutgoingContent content) => content switch
    {
        { Location: { } place } => double.IsFinite(place.Latitude) && double.IsFinite(place.Longitude)
            && Math.Abs(place.Latitude) <= 90 && Math.Abs(place.Longitude) <= 180
            && place.Name is not { Length: > MaxName } && place.Address is not { Length: > MaxName } ? null : Rule.LocationInvalid,
        { Reaction: { } reaction } => reaction.MessageId.Length is > 0 and <= Message.MaxId && reaction.Emoji.Length <= MaxEmoji ? null : Rule.ReactionInvalid,
        { Template: { } template } => template.Name.Length is > 0 and <= MaxName && template.Language.Length is > 0 and <= MaxEmoji
            && template.Components is null or { ValueKind: System.Text.Json.JsonValueKind.Array } ? null : Rule.TemplateInvalid,
        { Text: var text } when string.IsNullOrWhiteSpace(text) => Rule.TextRequired,
        { Text.Length: > MaxText } => Rule.TextTooLong,
        _ => null,
    };
}

internal sealed class SendMessageHandler(IChannelStore store, IActor actor, ISendBell bell, TimeProvider time)
    : IRequestHandler<SendMessage, Guid>
{
    public async Task<Guid> Handle(SendMessage request, CancellationToken cancellationToken)
    {
        var who = await actor.ReadAsync(cancellationToken);
        var (message, channel) = await store.WriteAsync(transaction => AcceptAsync(transaction, request, who), cancellationToken);
        bell.Ring(channel);
        return message;
    }

    private async Task<(Guid Message, ChannelId Channel)> AcceptAsync(IChannelTransaction transaction, SendMessage request, Actor who)
    {
        if (request.Order.Id is { } known && await transaction.Sending.FindAsync(known) is { } before)
        {
            return before.Fingerprint == request.Order.Fingerprint
                ? (before.Id, before.Channel)
                : throw new RuleViolation(Rule.IdempotencyKeyReused);
        }

        var now = time.GetUtcNow();
        var channel = await transaction.LoadAsync((await transaction.ResolveAsync(request.Id)).Channel);
        channel.EnsureStays();
        if (!request.Order.Waits && channel.Status != ChannelStatus.Connected && !(request.Order.SendAt > now))
        {
            throw new RuleViolation(Rule.NotConnected, channel.Reason);
        }

        if (await transaction.Sending.CountWaitingAsync(channel.Id) >= SendOptions.MostWaiting)
        {
            throw new RuleViolation(Rule.QueueFull, SendOptions.MostWaiting);
        }

        var contact = await FindContactAsync(transaction, request.To, who, now);
        RequireReachable(channel, contact, request.Order.Content.Type);
        var message = OutgoingMessage.Accept(channel, contact, request.Order, who.Name, now);
        if (channel.Method == ConnectionMethod.MetaCloud && message.Type != MessageType.Template)
        {
            var closesAt = await ServiceWindow.FindEndAsync(transaction, channel.Id, contact.Id);
            message.EndWithWindow(closesAt > message.DueAt ? closesAt.Value : throw WindowClosed(closesAt));
        }

        transaction.Sending.Add(message, request.Order.Content);
        return (message.Id, channel.Id);
    }

    private static RuleViolation WindowClosed(DateTimeOffset? at) => at is { } closed ? new(Rule.WindowClosed, closed) : new(Rule.WindowNeverOpened);

    private static async Task<Contact> FindContactAsync(IChannelTransaction transaction, SendTarget to, Actor who, DateTimeOffset now)
    {
        if (to.Conversation is not { } id)
        {
            return await transaction.Contacts.KnowAsync(new ContactAddress(PhoneNumber.FromDigits(to.Number), userId: to.UserId), now);
        }

        return await transaction.Linked.FindConversationAsync(id) is { } conversation && who.Reaches(conversation.Channel)
            ? await transaction.Sending.FindContactAsync(conversation.Contact) ?? throw new RuleViolation(Rule.ConversationNotFound)
            : throw new RuleViolation(Rule.ConversationNotFound);
    }

    private static void RequireReachable(Channel channel, Contact contact, MessageType type)
    {
        if (type == MessageType.Template && channel.Method == ConnectionMethod.WhatsAppWeb)
        {
            throw new RuleViolation(Rule.TemplateOnlyOfficial);
        }

        if (contact.AddressFor(channel.Method) is null)
        {
            throw new RuleViolation(Rule.ContactUnreachable);
        }
    }
}
