namespace Channels.Infrastructure.Gateways.MetaCloud.Webhooks;

/// <summary>
/// One thing that Meta told, kept until it was dealt with; after that only its key, by which a repetition is known.
/// </summary>
internal sealed class MetaNotice
{
    public long Id { get; private init; }

    /// <summary>Equal for repetitions of one thing.</summary>
    public required string Key { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The day under whose key it is sealed.</summary>
    public required int Day { get; init; }

    /// <summary>What it says; null once it was dealt with.</summary>
    public byte[]? Sealed { get; set; }
}

internal sealed record WaitingNotice(long Id, DateTimeOffset ReceivedAt, NoticeBody Body);
