namespace Channels.Domain.Ports;

/// <summary>Which lines of the timelines are wanted; null is any.</summary>
/// <param name="Who">The name of whom a line says that they did it.</param>
public sealed record HistoryFilter(ChannelId? Channel = null, string? Who = null, IReadOnlyList<HistoryKind>? Kinds = null);
