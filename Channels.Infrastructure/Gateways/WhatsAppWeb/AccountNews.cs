using Channels.Domain;
using Channels.Domain.Messages;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Messages;
using Channels.Domain.UseCases.Observe;
using Microsoft.Extensions.Logging;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>Passes on what an open line brings: the account's name and picture, messages, and signs of its phone.</summary>
internal sealed partial class AccountNews(ChannelId id, WebSessionParts parts, Mailbox mailbox)
{
    // The content of most follows within seconds.
    private const int MostAwaited = 1000;

    private static readonly TimeSpan PictureAge = TimeSpan.FromHours(1);

    // What WhatsApp counts as delivered is never sent again, so that a store that is busy gets some time.
    private static readonly TimeSpan[] StoreWaits = [TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3)];

    // A line whose keys cannot be kept ends within seconds, so that more hardly come together.
    private const int MaxKept = 1000;

    private readonly Queue<IncomingMessage> _kept = new();
    private readonly UnusedMessages _unused = new(id, parts, mailbox);

    // By chat and id: the messages that came without their content, in the order in which they came.
    private readonly OrderedDictionary<string, bool> _awaited = [];
    private DateTimeOffset? _pictureAskedAt;
    private DateTimeOffset? _phoneToldAt;
    private PhoneNumber? _pictureOf;
    private bool _storeFails;

    public Task HearAsync(LineEvent heard, CancellationToken cancellationToken) => heard switch
    {
        LineOpened { Name: { } name } => IntroduceAsync(name, picture: null, cancellationToken),
        NameLearnt learnt => IntroduceAsync(learnt.Name, picture: null, cancellationToken),
        PhoneHeard phone => OnPhoneAsync(phone.At, cancellationToken),
        MessageHeard message => OnMessageAsync(message.Message, cancellationToken),
        HistoryHeard history => OnHistory(history),
        SendRefused refused => OnRefused(refused),
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

    /// <summary>Passes on the messages that the store did not take, in the order in which they came.</summary>
    public async Task ReceiveKeptAsync(CancellationToken cancellationToken)
    {
        while (_kept.TryPeek(out var message))
        {
            ReceivedMessage received;
            try
            {
                received = await ReceiveAsync(RequestOf(message), cancellationToken);
            }
            catch (Exception problem) when (problem is not StoreUnavailable)
            {
                _kept.Dequeue();
                throw;
            }

            _kept.Dequeue();
            Note(message, received == ReceivedMessage.IgnoredAsHistory ? MessageKind.History : message.Kind);
        }
    }

    private Task OnMessageAsync(IncomingMessage message, CancellationToken cancellationToken)
    {
        if (message.Kind == MessageKind.Unreadable && _awaited.ContainsKey(KeyOf(message)))
        {
            // It was asked for again, and still nobody can read it.
            return Task.CompletedTask;
        }

        if (message.Kind is not (MessageKind.OneToOne or MessageKind.Unreadable or MessageKind.PhoneOnly))
        {
            Note(message, message.Kind);
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

    private ReceiveMessage RequestOf(IncomingMessage message) => new(id, message.Contact!, message.Name, message.SentAt)
    {
        WasRead = message.Kind == MessageKind.PhoneOnly ? null : message.Kind == MessageKind.OneToOne,
    };

    private static string KeyOf(IncomingMessage message) => $"{message.Chat} {message.Id}";

    private void Note(IncomingMessage message, MessageKind kind)
    {
        if (kind == MessageKind.Unreadable)
        {
            Await(KeyOf(message));
        }
        else if (_awaited.Remove(KeyOf(message)))
        {
            _unused.Add(MessageKind.Unreadable, -1);
        }

        Count(kind);
    }

    private void Await(string key)
    {
        if (_awaited.Count == MostAwaited)
        {
            _awaited.RemoveAt(0);
        }

        _awaited[key] = true;
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
        if (kind != MessageKind.OneToOne && count > 0)
        {
            _unused.Add(kind, count);
        }
    }

    private Task OnRefused(SendRefused refused)
    {
        Log.SendRefused(parts.Logger, id, refused.Code);
        return Task.CompletedTask;
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
