using System.Text.Json;
using System.Text.Json.Serialization;
using Channels.Domain.Messages;
using Channels.Domain.Sending;

namespace Channels.Infrastructure.Gateways.MetaCloud.Webhooks;

/// <summary>What a notice says.</summary>
/// <param name="Field">Meta's name of what changed.</param>
/// <param name="AccountId">The account that it is about.</param>
/// <param name="NumberId">The number that it is about, where it names one by id.</param>
internal sealed record NoticeBody(NoticeKind Kind, string Field, string? AccountId, string? NumberId)
{
    /// <summary>Who wrote, or whose names changed.</summary>
    public NoticeNames? Who { get; init; }

    /// <summary>By which names they are known from then on.</summary>
    public NoticeNames? Present { get; init; }

    /// <summary>What they wrote.</summary>
    public NoticeMessage? Message { get; init; }

    /// <summary>The name that the sender shows: untrusted text.</summary>
    public string? ContactName { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    /// <summary>The account was opened to our app just now.</summary>
    public bool PartnerAdded { get; init; }

    /// <summary>What is to be kept of it, since no reading repeats it.</summary>
    public Told? Told { get; init; }

    /// <summary>How far a message of ours came.</summary>
    public NoticeReceipt? Receipt { get; init; }

    /// <summary>When Meta said so.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Keeps texts and numbers out of logs and exception texts.</summary>
    public override string ToString() => $"NoticeBody {Kind}";

    public string ToJson() => JsonSerializer.Serialize(this, NoticeJson.Default.NoticeBody);

    public static NoticeBody? FromJson(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, NoticeJson.Default.NoticeBody);
}

/// <param name="Id">Meta's own, the same whenever it is delivered.</param>
internal sealed record NoticeMessage(string Id, MessageType Type)
{
    /// <summary>Meta's name of the type.</summary>
    public string? TypeName { get; init; }

    public string? RefersTo { get; init; }

    /// <summary>As JSON.</summary>
    public string? Says { get; init; }

    /// <summary>Keeps texts out of logs and exception texts.</summary>
    public override string ToString() => $"NoticeMessage {Type}";
}

/// <param name="Id">Meta's own.</param>
/// <param name="State">Sent, delivered, read, or failed.</param>
internal sealed record NoticeReceipt(string Id, SendState State)
{
    /// <summary>Our own id, where it came along.</summary>
    public Guid? Ours { get; init; }

    /// <summary>Meta's code of a failed one.</summary>
    public string? Refusal { get; init; }

    public bool IsWindowClosed { get; init; }
}

/// <summary>What is to be done about a notice.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NoticeKind>))]
internal enum NoticeKind
{
    /// <summary>A customer wrote.</summary>
    Message,

    /// <summary>A customer is known by other names.</summary>
    Renamed,

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
