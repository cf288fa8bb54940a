using System.Diagnostics.Metrics;
using Channels.Domain;
using Channels.Domain.Messages;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>Counts messages by what became of them.</summary>
internal static class MessageMeter
{
    public const string Name = "Channels.WhatsAppWeb";
    public const string Messages = "channels.whatsapp_web.messages";
    public const string Kind = "kind";

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Counter = Meter.CreateCounter<long>(Messages);

    public static void Add(MessageKind kind, int count) => Counter.Add(count, new KeyValuePair<string, object?>(Kind, kind.ToString()));
}
