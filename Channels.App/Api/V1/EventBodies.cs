using System.Text.Json;
using Channels.Domain.Events;
using Channels.Domain.Ports;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Channels.App.Api.V1;

/// <summary>Events as webhooks carry them: the same as <c>/events</c> tells.</summary>
internal sealed class EventBodies(IOptions<JsonOptions> json) : IEventBodies
{
    public const string Test = "endpoint.test";

    public EventBody Of(ReadEvent happened, Guid log, bool withMessages) => Of(EventModel.Of(happened, log, withMessages));

    public EventBody OfTest(Guid id, DateTimeOffset at) =>
        Of(new EventModel($"test_{id:N}", Sequence: 0, Test, at, ChannelId: null, new EventData(Message: null, SubjectId: null, Details: null)));

    private EventBody Of(EventModel model) => new(model.Id, JsonSerializer.SerializeToUtf8Bytes(model, json.Value.SerializerOptions));
}
