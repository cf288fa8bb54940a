namespace Channels.Domain;

/// <summary>A channel is being removed: everything live has moved already, the rest follows.</summary>
/// <param name="Destination">The name of the channel that takes over.</param>
/// <param name="Moved">How many closed conversations and finished items have followed so far.</param>
/// <param name="Total">How many there were to follow.</param>
public sealed record RemovalProgress(string Who, DateTimeOffset StartedAt, string Destination, long Moved, long Total);
