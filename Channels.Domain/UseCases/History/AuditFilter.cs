namespace Channels.Domain.UseCases.History;

/// <summary>What of the audit is wanted; null is any. What is about no channel is left out where one is asked for.</summary>
/// <param name="Person">The id of who did it, or whom it was done to.</param>
public sealed record AuditFilter(ChannelId? Channel = null, string? Person = null, AuditTopic? Topic = null)
{
    public static AuditFilter None { get; } = new();
}
