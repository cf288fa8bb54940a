using System.Text.Json;
using System.Text.Json.Nodes;
using Channels.Domain.Access;
using Channels.Domain.Events;

namespace Channels.App.Api.V1;

/// <summary>One thing that happened.</summary>
/// <param name="Id">The same for one event wherever it is read, so that a repeat is recognized.</param>
/// <param name="Sequence">In the order in which things happened, without a gap.</param>
internal sealed record EventModel(string Id, long Sequence, string Type, DateTimeOffset Timestamp, Guid? ChannelId, EventData Data)
{
    private static readonly string[] Values = ["status", "reason", "first_reason"];

    /// <param name="reader">What a message says, and whose it is, is for keys that may read messages.</param>
    public static EventModel Of(ReadEvent read, Guid log, Actor reader) =>
        Of(read, log, reader.Key?.Scopes.Contains(ApiScope.MessagesRead) == true);

    /// <param name="withMessages">What messages say, and whose they are, comes along.</param>
    public static EventModel Of(ReadEvent read, Guid log, bool withMessages) => new(
        $"evt_{log:N}_{read.Event.Sequence}", read.Event.Sequence, read.Event.Type, read.Event.At, read.Event.Channel?.Value,
        new EventData(
            read.Message is { } message && withMessages ? MessageModel.Of(message) : null,
            read.Event.Subject,
            DetailsOf(read.Event.Data)));

    /// <summary>The log has the names of our own values; other systems know them as the rest of the API writes them.</summary>
    private static JsonObject? DetailsOf(string? data)
    {
        var details = data is null ? null : JsonNode.Parse(data) as JsonObject;
        foreach (var name in Values.Where(name => details?[name]?.GetValueKind() == JsonValueKind.String))
        {
            details![name] = JsonNamingPolicy.SnakeCaseLower.ConvertName((string)details[name]!);
        }

        return details;
    }
}

/// <param name="Message">As it stands now; left out for keys without <c>messages:read</c>.</param>
/// <param name="SubjectId">The message, conversation, linked item or incident that it is about.</param>
/// <param name="Details">What would be another by the time of reading.</param>
internal sealed record EventData(MessageModel? Message, Guid? SubjectId, JsonNode? Details);
