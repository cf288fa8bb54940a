using System.Text.Json;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Contacts;
using Channels.Domain.Messages;
using Channels.Domain.Ports;
using Channels.Domain.Sending;
using Channels.Domain.UseCases.Messages;
using Channels.Domain.UseCases.Sending;

namespace Channels.Infrastructure.Gateways.Simulator;

/// <summary>What comes in and goes out through the phone's line, and how the contacts take it.</summary>
internal sealed partial class VirtualPhone
{
    private const int MessagesKept = 200;
    private const int Contacts = 20;

    /// <summary>One in so many of those that are queued goes later.</summary>
    private const int OneScheduledIn = 5;

    private static readonly TimeSpan DeliveredAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ReadAfter = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ScheduledAhead = TimeSpan.FromMinutes(10);

    private static readonly string[] Texts =
    [
        "Seu pedido saiu para entrega.", "Lembrete: seu horário é amanhã às 14h.", "Recebemos o seu pagamento. Obrigado!",
        "O produto que você procurava voltou ao estoque.", "Posso ajudar com mais alguma coisa?",
    ];

    /// <summary>Receipts to tell, each from its time on: later, while the line is down.</summary>
    private readonly PriorityQueue<(string Message, SendState State, DateTimeOffset At), DateTimeOffset> _owed = new();
    private ITimer? _owing;

    public Task<SendOutcome> SendAsync(SendOrder order) => RunAsync(() =>
    {
        if (!IsOnline || _leaving)
        {
            throw new GatewayUnavailable(ConnectionCause.Closed);
        }

        if (State.Contacts is ContactManner.Refuse)
        {
            return Task.FromResult(new SendOutcome(SendResult.Refused, Refusal: "not-on-whatsapp"));
        }

        if (State.Contacts is ContactManner.GiveNoAnswer)
        {
            return Task.FromResult(new SendOutcome(SendResult.Unanswered));
        }

        Keep(new PhoneMessage(Now, Incoming: false, order.To.Number!, ContactName: null, order.Content.Text ?? order.Content.Type.ToString()));
        OweReceipts(order.WhatsAppId, State.Contacts);
        return Task.FromResult(new SendOutcome(SendResult.Taken));
    });

    public Task ReceiveAsync(PhoneNumber from, string? name, string text) => RunAsync(async () =>
    {
        if (IsOnline)
        {
            var at = Now;
            parts.Voice.Confirm(id);
            await SeePhoneAsync();
            var message = new NewMessage(Guid.NewGuid().ToString("N"), MessageType.Text, at) { Content = JsonSerializer.Serialize(new { text }) };
            await parts.Voice.SayAsync(new ReceiveMessage(id, new ContactAddress(from), name, message), _stop.Token);
            Keep(new PhoneMessage(at, Incoming: true, from, name, text));
        }
    });

    public void Become(ContactManner contacts) => Change(state => state with { Contacts = contacts });

    /// <inheritdoc cref="IVirtualPhone.QueueAsync"/>
    public async Task<int> QueueAsync(int count)
    {
        for (var taken = 0; taken < count; taken++)
        {
            var order = new OutgoingOrder(new OutgoingContent { Text = Texts[taken % Texts.Length] })
            {
                SendAt = taken % OneScheduledIn == OneScheduledIn - 1 ? Now + ScheduledAhead : null,
            };
            var to = new SendTarget(SamplePeople.Of(id, taken % Contacts).Number.Digits);
            try
            {
                await parts.Scopes.SendAsync(sender => sender.BecomeModule(), new SendMessage(id, to, order), _stop.Token);
            }
            catch (RuleViolation refused) when (refused.Rule is Rule.QueueFull or Rule.ChannelNotFound or Rule.BeingRemoved)
            {
                return taken;
            }
        }

        return count;
    }

    private void OweReceipts(string message, ContactManner manner)
    {
        if (manner is ContactManner.Read or ContactManner.Receive)
        {
            Owe(message, SendState.Delivered, Now + DeliveredAfter);
        }

        if (manner is ContactManner.Read)
        {
            Owe(message, SendState.Read, Now + ReadAfter);
        }

        TellNextOwed();
    }

    private void Owe(string message, SendState state, DateTimeOffset at) => _owed.Enqueue((message, state, at), at);

    private async Task TellOwedAsync()
    {
        while (IsOnline && _owed.TryPeek(out var owed, out var at) && at <= Now)
        {
            await parts.Voice.SayAsync(new ObserveReceipt(id, owed.Message, owed.State, at), _stop.Token);
            _owed.Dequeue();
        }

        TellNextOwed();
    }

    private void TellNextOwed()
    {
        _owing?.Dispose();
        _owing = IsOnline && _owed.TryPeek(out _, out var at) ? RunAfter(at - Now, TellOwedAsync) : null;
    }

    private void Keep(PhoneMessage message) =>
        Change(state => state with { Messages = [.. state.Messages.TakeLast(MessagesKept - 1), message] });
}
