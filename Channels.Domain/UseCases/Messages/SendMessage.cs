using Channels.Domain.Access;
using Channels.Domain.Contacts;
using Channels.Domain.Ports;
using FluentValidation;
using MediatR;

namespace Channels.Domain.UseCases.Messages;

/// <summary>Sends a text. Refused with the reason unless the channel is connected.</summary>
/// <param name="To">The contact's number: digits in international form, with or without a plus.</param>
/// <param name="Text">1 to 4,096 characters, the length that both methods take.</param>
[AllowedTo(Role.Administrator, Role.Module)]
public sealed record SendMessage(ChannelId Id, string To, string Text) : IRequest<string>;

internal sealed class SendMessageValidator : AbstractValidator<SendMessage>
{
    private const int MaxText = 4096;

    public SendMessageValidator()
    {
        RuleFor(x => x.To).Keeps(to => PhoneNumber.FromDigits(to) is null ? Rule.ContactInvalid : null);
        RuleFor(x => x.Text).Keeps(text => text switch
        {
            _ when string.IsNullOrWhiteSpace(text) => Rule.TextRequired,
            { Length: > MaxText } => Rule.TextTooLong,
            _ => null,
        });
    }
}

internal sealed class SendMessageHandler(IChannelStore store, Gateways gateways, TimeProvider time)
    : IRequestHandler<SendMessage, string>
{
    public async Task<string> Handle(SendMessage request, CancellationToken cancellationToken)
    {
        var id = await store.ResolveAsync(request.Id, cancellationToken);
        var channel = await store.FindAsync(id, cancellationToken) ?? throw new RuleViolation(Rule.ChannelNotFound);
        if (channel.Status != ChannelStatus.Connected)
        {
            throw new RuleViolation(Rule.NotConnected, channel.Reason);
        }

        var to = PhoneNumber.FromDigits(request.To)!;
        var outcome = await gateways.Working(channel.Method).SendAsync(id, to, request.Text, cancellationToken);
        if (!outcome.Accepted)
        {
            throw new RuleViolation(Rule.SendRefused, outcome.Refusal ?? "");
        }

        await store.WriteAsync(
            async transaction =>
            {
                var contact = await transaction.Contacts.KnowAsync(new ContactAddress(to), time.GetUtcNow());
                var route = await transaction.ResolveAsync(request.Id);
                var conversation = await transaction.Linked.FindOpenConversationAsync(route.Channel, contact.Id);
                conversation?.Touch(contactName: null, time.GetUtcNow());
                if (await transaction.FindAsync(id) is not null)
                {
                    // The one whose line it went out on, whichever the conversation hangs on by now.
                    (await transaction.LoadSignsAsync(id)).Sent(time.GetUtcNow());
                }

                return Unit.Value;
            },
            CancellationToken.None);
        return outcome.MessageId ?? "";
    }
}
