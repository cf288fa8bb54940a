namespace Channels.Domain.Sending;

/// <summary>How messages leave.</summary>
public sealed record SendOptions
{
    /// <summary>How late a message may be and still go out without a question: <c>Messages:AskAfter</c>.</summary>
    public TimeSpan AskAfter { get; init; } = TimeSpan.FromHours(6);

    /// <summary>The mean pause between two messages of one linked device, which is varied by 30 % either way: <c>Messages:Pace</c>.</summary>
    public TimeSpan Pace { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long after it was to go a message is worth sending, where its sender does not say.</summary>
    public static readonly TimeSpan UsualLife = TimeSpan.FromHours(24);

    /// <summary>How far ahead a message may be scheduled.</summary>
    public static readonly TimeSpan FurthestAhead = TimeSpan.FromDays(366);

    /// <summary>For how long after the contact last wrote the official API takes what is no template (WhatsApp documentation, Customer service windows).</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(24);

    /// <summary>How many messages may wait on one channel.</summary>
    public const int MostWaiting = 10_000;
}
