using Channels.Domain;
using Channels.Domain.Messages;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Messages;
using Channels.Domain.UseCases.Observe;
using Channels.Domain.UseCases.Sending;
using Microsoft.Extensions.Logging;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>Passes on what an open line brings: the account's name and picture, messages, and signs of its phone.</summary>
internal sealed partial class AccountNews(ChannelId id, WebSessionParts parts, Mailbox mailbox)
{
    private static readonly TimeSpan PictureAge = TimeSpan.FromHours(1);

    // What WhatsApp counts as delivered is never sent again, so that a store that is busy gets some time.
    private static readonly TimeSpan[] StoreWaits = [TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3)];

    // Only what could not be decrypted comes this way, and a line whose keys cannot be kept ends within seconds.
    private const int MaxKept = 1000;

    private readonly Queue<IncomingMessage> _kept = new();
    private readonly UnusedMessages _unused = new(id, parts, mailbox);
    private DateTimeOffset? _pictureAskedAt;
    private DateTimeOffset? _phoneToldAt;
    private PhoneNumber? _pictureOf;
    private bool _storeFails;

    public Task HearAsync(LineEvent heard, CancellationToken cancellationToken) => heard switch
    {
        LineOpened { Name: { } name } => IntroduceAsync(name, picture: null, cancellationToken),
        NameLearnt learnt => IntroduceAsync(learnt.Name, picture: null, cancellationToken),
        PhoneHeard phone => OnPhoneAsync(phone.At, cancellationToken),
        MessagesHandedOver handedOver => parts.Inbox.ReceiveNewAsync(id, handedOver.At, cancellationToken),
        MessageHeard message => OnMessageAsync(message.Message, cancellationToken),
        HistoryHeard history => OnHistory(history),
        SendRefused refused => OnRefusedAsync(refused, cancellationToken),
        ReceiptHeard receipt => parts.Voice.SayAsync(new ObserveReceipt(id, receipt.Id, receipt.State, receipt.At), cancellationToken),
        _ => Task.CompletedTask,
    };

    /// <summary>Fetches the account's picture, but not each time that a line comes and goes.</summary>
    public async Task FetchPictureAsync(ISidecarLine line, PhoneNumber number, CancellationToken cancellationToken)
    {
        var now = parts.Time.GetUtcNow();
        if (_pictureAskedAt is { } asked && now - asked < PictureAge && number == _pictureOf)
        {
            return;
        }

        (_pictureAskedAt, _pictureOf) = (now, number);
        try
        {
            var (found, picture) = await parts.Pictures.FetchAsync(id, line, cancellationToken);
            if (!found || line.Closed.IsCompleted)
            {
                _pictureAskedAt = null;
            }
            else if (picture is not null)
            {
                await IntroduceAsync(name: null, picture, cancellationToken);
            }
        }
        catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
        {
            _pictureAskedAt = null;
            Log.PictureNotKept(parts.Logger, id, problem);
        }
        catch (OperationCanceledException)
        {
            // The app stops.
        }
    }

    /// <summary>Writes down what was counted so far.</summary>
    public Task TellUnusedAsync() => _unused.SayAsync();

    private Task IntroduceAsync(string? name, Picture? picture, CancellationToken cancellationToken) =>
        parts.Voice.SayAsync(new ObserveProfile(id, name, picture), cancellationToken);

    private async Task OnPhoneAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (_phoneToldAt is { } told && at - told < ChannelSigns.PhoneStep)
        {
            return;
        }

        await parts.Voice.SayAsync(new ObservePhone(id, at), cancellationToken);
        _phoneToldAt = at;
    }

    /// <summary>Deals with what the store did not take, or was not asked to yet.</summary>
    public async Task ReceiveKeptAsync(CancellationToken cancellationToken)
    {
        await parts.Inbox.ReceiveAsync(id, cancellationToken);
        while (_kept.TryPeek(out var message))
        {
            ReceivedMessage received;
            try
            {
                received = await ReceiveAsync(new ReceiveMessage(id, message.Contact!, message.Name, message.ToNew()), cancellationToken);
            }
            catch (Exception problem) when (problem is not StoreUnavailable)
            {
                _kept.Dequeue();
                throw;
            }

            _kept.Dequeue();
            MessageMeter.Add(received == ReceivedMessage.IgnoredAsHistory ? MessageKind.History : message.Kind, 1);
        }
    }

    private Task OnMessageAsync(IncomingMessage message, CancellationToken cancellationToken)
    {
        if (message.Kind is not (MessageKind.OneToOne or MessageKind.Unreadable or MessageKind.PhoneOnly))
        {
            Count(message.Kind);
            return Task.CompletedTask;
        }

        if (_kept.Count == MaxKept)
        {
            Log.MessageLost(parts.Logger, id);
            _kept.Dequeue();
        }

        _kept.Enqueue(message);
        return ReceiveKeptAsync(cancellationToken);
    }

    private async Task<ReceivedMessage> ReceiveAsync(ReceiveMessage message, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var received = await parts.Voice.SayAsync(message, cancellationToken);
                _storeFails = false;
                return received;
            }
            catch (Exception problem) when (!_storeFails && problem is not (OperationCanceledException or RuleViolation))
            {
                // Once it did not come back in time, the messages behind this one are tried only once each, until one
                // is kept: they would hold up what else is heard of the line.
                _storeFails = attempt + 1 == StoreWaits.Length;
                await Task.Delay(StoreWaits[attempt], parts.Time, cancellationToken);
            }
        }
    }

    private Task OnHistory(HistoryHeard history)
    {
        Count(MessageKind.History, history.Count);
        return Task.CompletedTask;
    }

    private void Count(MessageKind kind, int count = 1)
    {
        MessageMeter.Add(kind, count);
        if (count > 0)
        {
            _unused.Add(kind, count);
        }
    }

    private Task<bool> OnRefusedAsync(SendRefused refused, CancellationToken cancellationToken)
    {
        Log.SendRefused(parts.Logger, id, refused.Code);
        return parts.Voice.SayAsync(
            new ObserveReceipt(id, refused.Id, State: null, parts.Time.GetUtcNow()) { Refusal = refused.Code }, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "WhatsApp Web {Channel}: a message is lost, because the store takes none for too long")]
        public static partial void MessageLost(ILogger logger, ChannelId channel);

        [LoggerMessage(LogLevel.Warning, "WhatsApp Web {Channel}: WhatsApp refused a sent message, code {Code}")]
        public static partial void SendRefused(ILogger logger, ChannelId channel, string code);

        [LoggerMessage(LogLevel.Error, "WhatsApp Web {Channel}: the profile picture could not be kept")]
        public static partial void PictureNotKept(ILogger logger, ChannelId channel, Exception problem);
    }
}
