using System.Text.Json;
using System.Text.Json.Serialization;
using Channels.Domain.Messages;

namespace Channels.Domain.Sending;

/// <summary>What an outgoing message says: exactly one of its parts, but for a text that may stand alone.</summary>
public sealed record OutgoingContent
{
    public string? Text { get; init; }

    public OutgoingLocation? Location { get; init; }

    public OutgoingReaction? Reaction { get; init; }

    public OutgoingTemplate? Template { get; init; }

    [JsonIgnore]
    public MessageType Type =>
        Location is not null ? MessageType.Location
        : Reaction is not null ? MessageType.Reaction
        : Template is not null ? MessageType.Template
        : MessageType.Text;

    public string ToJson() => JsonSerializer.Serialize(this, OutgoingJson.Default.OutgoingContent);

    /// <exception cref="JsonException">It is none.</exception>
    public static OutgoingContent FromJson(string json) =>
        JsonSerializer.Deserialize(json, OutgoingJson.Default.OutgoingContent) ?? throw new JsonException("No content.");

    /// <summary>Keeps texts out of logs and exception texts.</summary>
    public override string ToString() => $"OutgoingContent {Type}";
}

/// <param name="Latitude">Degrees, -90 to 90.</param>
/// <param name="Longitude">Degrees, -180 to 180.</param>
public sealed record OutgoingLocation(double Latitude, double Longitude, string? Name = null, string? Address = null);

/// <param name="MessageId">WhatsApp's id of the message that is reacted to.</param>
/// <param name="Emoji">Empty takes an earlier reaction back.</param>
/// <param name="FromContact">The contact wrote that message; otherwise the channel did.</param>
public sealed record OutgoingReaction(string MessageId, string Emoji, bool FromContact = true);

/// <summary>A template that Meta approved (Cloud API, Messages, <c>template</c>).</summary>
/// <param name="Language">Such as <c>pt_BR</c>.</param>
/// <param name="Components">A JSON array of what fills its places, as Meta has it; null for none.</param>
public sealed record OutgoingTemplate(string Name, string Language, JsonElement? Components = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OutgoingContent))]
internal sealed partial class OutgoingJson : JsonSerializerContext;
