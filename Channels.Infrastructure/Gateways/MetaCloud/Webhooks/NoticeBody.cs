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

    /// <summary>
    /// Meta's id of who wrote, for this business alone ("BR.1349…"; WhatsApp documentation, Business-scoped user ids): all
    /// that there is of who shows no number.
    /// </summary>
    public string? UserId { get; init; }

    /// <summary>By which id or number they are known from then on, where that is all that is told.</summary>
    public string? ChangedTo { get; init; }

    /// <summary>The name that the sender shows: untrusted text.</summary>
    public string? ContactName { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    /// <summary>The account was opened to our app just now.</summary>
    public bool PartnerAdded { get; init; }

    /// <summary>What is to be kept of it, since no reading repeats it.</summary>
    public Told? Told { get; init; }

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

    /// <summary>A customer whose number is not shown wrote, or got another id: no conversation here can be theirs yet, and it is held.</summary>
    Unnumbered,

    /// <summary>The number or its account may stand differently: read it again.</summary>
    Hint,

    /// <summary>A message of the number went through, which may end what was told of it.</summary>
    Passed,

    /// <summary>Nothing: only counted.</summary>
    Other,
}

[JsonSerializable(typeof(NoticeBody))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class NoticeJson : JsonSerializerContext;
