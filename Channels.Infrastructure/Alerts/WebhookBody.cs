using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Channels.Domain;
using Channels.Domain.Alerts;

namespace Channels.Infrastructure.Alerts;

/// <summary>The JSON of a webhook, as docs/operations.md documents it. Instants in UTC; absent values are null.</summary>
internal static class WebhookBody
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        // Names stay readable; a JSON body is no HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static byte[] Of(AlertNotice notice) => JsonSerializer.SerializeToUtf8Bytes(BodyOf(notice), Options);

    private static Body BodyOf(AlertNotice notice) => notice switch
    {
        { Incident: { } story } => new Body(
            notice.Id,
            story.Kind == AlertKind.Down ? "channel.down" : "channel.recovered",
            notice.At.UtcDateTime,
            new AboutChannel(story.Channel.Value, story.ChannelName, story.Number?.E164),
            story.Id,
            story.FirstReason.Code,
            story.Reason.Code,
            story.StartedAt.UtcDateTime,
            story.UpSince?.UtcDateTime,
            (long)story.DurationAt(notice.At).TotalSeconds,
            story.Drops,
            story.FirstNews),
        { Store: { } store } => new Body(
            notice.Id,
            store.Over is null ? "store.failing" : "store.recovered",
            notice.At.UtcDateTime,
            Since: store.Outage.Since.UtcDateTime,
            UpSince: store.Over?.UtcDateTime,
            StoreTrouble: store.Outage.Trouble),
        _ => new Body(notice.Id, "test", notice.At.UtcDateTime),
    };

    private sealed record Body(
        Guid Id,
        string Type,
        DateTime SentAt,
        AboutChannel? Channel = null,
        Guid? IncidentId = null,
        ReasonCode? FirstReason = null,
        ReasonCode? Reason = null,
        DateTime? Since = null,
        DateTime? UpSince = null,
        long? DurationSeconds = null,
        int? Drops = null,
        bool? FirstNews = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] StoreTrouble? StoreTrouble = null);

    private sealed record AboutChannel(Guid Id, string Name, string? Number);
}
