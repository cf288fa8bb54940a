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

    /// <summary>Nobody can deal with it yet: it is left alone, and kept for as long as that takes.</summary>
    public bool IsHeld { get; init; }

    /// <summary>What it says, as JSON, without the texts of messages; null once it was dealt with.</summary>
    public string? Body { get; set; }
}
