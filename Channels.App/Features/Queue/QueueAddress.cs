using Channels.Domain;
using Channels.Domain.Sending;

namespace Channels.App.Features.Queue;

/// <summary>What of a channel's queue an address shows. What it says of no use is as if it said nothing.</summary>
public static class QueueAddress
{
    public const string PartName = "mostrar";

    private static readonly Dictionary<QueuePart, string> Parts = new()
    {
        [QueuePart.ToDecide] = "decidir",
        [QueuePart.Waiting] = "esperando",
        [QueuePart.Scheduled] = "agendadas",
        [QueuePart.Sent] = "enviadas",
        [QueuePart.NotSent] = "nao-enviadas",
    };

    public static string Of(ChannelId channel, QueuePart part = QueuePart.Open) =>
        $"/canais/{channel}/fila" + (Parts.TryGetValue(part, out var name) ? $"?{PartName}={name}" : "");

    public static QueuePart PartOf(string? name) =>
        Parts.FirstOrDefault(x => string.Equals(x.Value, name, StringComparison.OrdinalIgnoreCase)).Key;
}
