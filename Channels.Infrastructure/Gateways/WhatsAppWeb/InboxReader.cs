using System.Text.Json;
using Channels.Domain;
using Channels.Domain.Messages;
using Channels.Domain.UseCases.Messages;
using Channels.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>Deals with the messages that were handed over, each by itself: one that fails stands in no other's way, and is tried again later.</summary>
internal sealed partial class InboxReader(IInbox inbox, GatewayVoice voice, ILogger<InboxReader> logger)
{
    private const int Batch = 50;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <param name="channel">Null for all.</param>
    /// <exception cref="StoreUnavailable">The store takes no writes; what is left waits.</exception>
    public async Task ReceiveAsync(ChannelId? channel, CancellationToken cancellationToken)
    {
        var last = 0L;
        while (await inbox.ListAsync(channel, last, Batch, cancellationToken) is { Count: > 0 } batch)
        {
            foreach (var item in batch)
            {
                await TryAsync(item, cancellationToken);
            }

            last = batch[^1].Id;
        }
    }

    private async Task TryAsync(InboxItem item, CancellationToken cancellationToken)
    {
        try
        {
            if (item.Json is not null && JsonSerializer.Deserialize<WireMessage>(item.Json, Json) is { } wire
                && IncomingMessage.Of(wire) is { Contact: { } contact } message)
            {
                var received = await voice.SayAsync(
                    new ReceiveMessage(item.Channel, contact, message.Name, message.ToNew(item.Id)), cancellationToken);
                MessageMeter.Add(received == ReceivedMessage.IgnoredAsHistory ? MessageKind.History : MessageKind.OneToOne, 1);
            }
            else
            {
                Log.Unreadable(logger, item.Channel, item.Id);
            }
        }
        catch (Exception problem) when (problem is not (StoreUnavailable or OperationCanceledException))
        {
            Log.Failed(logger, item.Channel, item.Id, problem);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "WhatsApp Web {Channel}: message {Item}, which was handed over, cannot be read; it stays")]
        public static partial void Unreadable(ILogger logger, ChannelId channel, long item);

        [LoggerMessage(LogLevel.Error, "WhatsApp Web {Channel}: message {Item}, which was handed over, could not be dealt with; it is tried again")]
        public static partial void Failed(ILogger logger, ChannelId channel, long item, Exception problem);
    }
}
