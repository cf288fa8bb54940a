using System.Text.Json.Nodes;
using Channels.Domain.Events;

namespace Channels.App.Api.V1;

/// <summary>One thing that happened.</summary>
/// <param name="Id">The same for one event wherever it is read, so that a repeat is recognized.</param>
/// <param name="Sequence">In the order in which things happened, without a gap.</param>
internal sealed record EventModel(string Id, long Sequence, string Type, DateTimeOffset Timestamp, Guid? ChannelId, EventData Data)
{
    public static EventModel Of(ReadEvent read, Guid log) => new(
        $"evt_{log:N}_{read.Event.Sequence}", read.Event.Sequence, read.Event.Type, read.Event.At, read.Event.Channel?.Value,
        new EventData(
            read.Message is null ? null : MessageModel.Of(read.Message),
            read.Event.Subject,
            read.Event.Data is null ? null : JsonNode.Parse(read.Event.Data)));
}

/// <param name="Message">As it stands now.</param>
/// <param name="SubjectId">The message, conversation, linked item or incident that it is about.</param>
/// <param name="Details">What would be another by the time of reading.</param>
internal sealed record EventData(MessageModel? Message, Guid? SubjectId, JsonNode? Details);
