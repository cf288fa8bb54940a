using System.Text.Json;
using System.Text.Json.Serialization;

namespace Channels.Infrastructure.Gateways.MetaCloud.Webhooks;

/// <summary>What a notice says, without the text of a message.</summary>
/// <param name="Field">Meta's name of what changed.</param>
/// <param name="AccountId">The account that it is about.</param>
/// <param name="NumberId">The number that it is about, where it names one by id.</param>
internal sealed record NoticeBody(NoticeKind Kind, string Field, string? AccountId, string? NumberId)
{
    /// <summary>The digits of who wrote.</summary>
    public string? From { get; init; }

    /// <summary>The name that the sender shows: untrusted text.</summary>
    public string? ContactName { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Until when the account is restricted.</summary>
    public DateTimeOffset? RestrictedUntil { get; init; }

    /// <summary>When Meta said so.</summary>
    public DateTimeOffset? At { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, NoticeJson.Default.NoticeBody);

    public static NoticeBody? FromJson(string json) => JsonSerializer.Deserialize(json, NoticeJson.Default.NoticeBody);
}

/// <summary>What is to be done about a notice.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NoticeKind>))]
internal enum NoticeKind
{
    /// <summary>A customer wrote.</summary>
    Message,

    /// <summary>The number or its account may stand differently: read it again.</summary>
    Hint,

    /// <summary>Nothing: only counted.</summary>
    Other,
}

[JsonSerializable(typeof(NoticeBody))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class NoticeJson : JsonSerializerContext;
