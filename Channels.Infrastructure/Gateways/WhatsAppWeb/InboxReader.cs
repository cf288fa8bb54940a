using System.Collections.Concurrent;
using System.Text.Json;
using Channels.Domain;
using Channels.Domain.Messages;
using Channels.Domain.UseCases.Messages;
using Channels.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>
/// Deals with the messages that were handed over, as many as wait in one transaction. Where that fails each is dealt with by itself:
/// one that fails stands in no other's way, and is tried again later.
/// </summary>
internal sealed partial class InboxReader : IDisposable
{
    private const int Batch = 50;

    // How long the log may be behind what was handed over; much shorter than anybody's patience.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly IInbox _inbox;
    private readonly GatewayVoice _voice;
    private readonly ILogger<InboxReader> _logger;
    private readonly Rounds _rounds;

    // One at a time: nobody deals with what another one is dealing with.
    private readonly SemaphoreSlim _turn = new(1, 1);

    // What came before is dealt with, or left: to those of whom something is left.
    private long _last;
    private readonly ConcurrentDictionary<ChannelId, bool> _left = new();

    public InboxReader(IInbox inbox, GatewayVoice voice, ILogger<InboxReader> logger)
    {
        (_inbox, _voice, _logger) = (inbox, voice, logger);
        _rounds = new Rounds(() => ReceiveAsync(channel: null, isAll: false, CancellationToken.None), Interval);
    }

    /// <summary>All that waits, also what was left before.</summary>
    /// <param name="channel">Null for all.</param>
    /// <exception cref="StoreUnavailable">The store takes no writes; what is left waits.</exception>
    public Task ReceiveAsync(ChannelId? channel, CancellationToken cancellationToken) => ReceiveAsync(channel, isAll: true, cancellationToken);

    /// <summary>What was handed over until <paramref name="at"/>, with what came on other lines meanwhile.</summary>
    /// <param name="at">By <see cref="System.Diagnostics.Stopwatch.GetTimestamp"/>.</param>
    /// <exception cref="StoreUnavailable">The store takes no writes; what is left waits.</exception>
    public Task ReceiveNewAsync(ChannelId channel, long at, CancellationToken cancellationToken) =>
        _left.ContainsKey(channel) ? ReceiveAsync(channel, cancellationToken) : _rounds.UntilDoneAsync(at, cancellationToken);

    public void Dispose() => _turn.Dispose();

    private async Task ReceiveAsync(ChannelId? channel, bool isAll, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (channel is { } one)
            {
                _left.TryRemove(one, out _);
            }
            else if (isAll)
            {
                _left.Clear();
            }

            var last = isAll ? 0 : _last;
            while (await _inbox.ListAsync(channel, last, Batch, cancellationToken) is { Count: > 0 } batch)
            {
                await ReceiveAsync(batch, cancellationToken);
                last = batch[^1].Id;
                _last = channel is null ? Math.Max(_last, last) : _last;
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task ReceiveAsync(IReadOnlyList<InboxItem> batch, CancellationToken cancellationToken)
    {
        var readable = batch.Select(item => (Item: item, Message: Read(item))).Where(x => x.Message is not null).ToList();
        try
        {
            await ReceiveAsync([.. readable.Select(x => x.Message!)], cancellationToken);
        }
        catch (Exception problem) when (readable.Count > 1 && problem is not (StoreUnavailable or OperationCanceledException))
        {
            foreach (var (item, message) in readable)
            {
                await TryAsync(item, message!, cancellationToken);
            }
        }
        catch (Exception problem) when (problem is not (StoreUnavailable or OperationCanceledException))
        {
            Leave(readable[0].Item, problem);
        }
    }

    private async Task TryAsync(InboxItem item, ReceiveMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await ReceiveAsync([message], cancellationToken);
        }
        catch (Exception problem) when (problem is not (StoreUnavailable or OperationCanceledException))
        {
            Leave(item, problem);
        }
    }

    private async Task ReceiveAsync(IReadOnlyList<ReceiveMessage> messages, CancellationToken cancellationToken)
    {
        for (var dealtWith = 0; dealtWith < messages.Count;)
        {
            var received = await _voice.SayAsync(new ReceiveMessages([.. messages.Skip(dealtWith)]), cancellationToken);
            Note(messages.Skip(dealtWith).Zip(received));
            dealtWith += received.Count;
        }
    }

    private void Note(IEnumerable<(ReceiveMessage Message, ReceivedMessage Outcome)> received)
    {
        foreach (var (message, outcome) in received)
        {
            MessageMeter.Add(outcome == ReceivedMessage.IgnoredAsHistory ? MessageKind.History : MessageKind.OneToOne, 1);
            if (outcome == ReceivedMessage.IgnoredAsNotLinked)
            {
                _left[message.Id] = true;
            }
        }
    }

    private ReceiveMessage? Read(InboxItem item)
    {
        try
        {
            if (item.Json is not null && JsonSerializer.Deserialize<WireMessage>(item.Json, Json) is { } wire
                && IncomingMessage.Of(wire) is { Contact: { } contact } message)
            {
                return new ReceiveMessage(item.Channel, contact, message.Name, message.ToNew(item.Id));
            }

            Log.Unreadable(_logger, item.Channel, item.Id);
        }
        catch (JsonException problem)
        {
            Log.Failed(_logger, item.Channel, item.Id, problem);
        }

        _left[item.Channel] = true;
        return null;
    }

    private void Leave(InboxItem item, Exception problem)
    {
        Log.Failed(_logger, item.Channel, item.Id, problem);
        _left[item.Channel] = true;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "WhatsApp Web {Channel}: message {Item}, which was handed over, cannot be read; it stays")]
        public static partial void Unreadable(ILogger logger, ChannelId channel, long item);

        [LoggerMessage(LogLevel.Error, "WhatsApp Web {Channel}: message {Item}, which was handed over, could not be dealt with; it is tried again")]
        public static partial void Failed(ILogger logger, ChannelId channel, long item, Exception problem);
    }
}
