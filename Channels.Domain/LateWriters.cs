namespace Channels.Domain;

/// <summary>How many contacts wrote while a line was down, as WhatsApp delivered it once it was back.</summary>
/// <param name="Since">When the first of them was heard of.</param>
/// <param name="BackAt">When the line came back; null while it is down.</param>
public sealed record LateWriters(int Count, DateTimeOffset Since, DateTimeOffset? BackAt);
