using System.Text.Json;
using System.Text.Json.Serialization;
using Channels.Domain.Events;
using Channels.Domain.Ports;
using MediatR;
using Microsoft.AspNetCore.Http.Json;

namespace Channels.App.Api.V1;

/// <summary>What other systems reach: <c>/api/v1</c>, by a key.</summary>
internal static class ApiV1
{
    public const string Path = "/api/v1";

    /// <summary>With which any request may be answered, as problem details.</summary>
    private static readonly int[] Refusals =
    [
        StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound,
        StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity, StatusCodes.Status429TooManyRequests, StatusCodes.Status503ServiceUnavailable,
    ];

    public static IServiceCollection AddApiV1(this IServiceCollection services)
    {
        services.AddEventBodies();
        ApiDocument.AddTo(services);

        // In Development too, so that what cannot be read gets the API's own answer.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = false);
        services.AddSingleton<KeyPace>();
        services.AddSingleton<KeptAnswers>();
        services.AddScoped<KeyDispatcher>();
        services.AddSingleton<EventStreams>();
        services.AddSingleton<EventBell>();
        services.AddTransient<INotificationHandler<EventsAppended>>(all => all.GetRequiredService<EventBell>());
        return services;
    }

    /// <summary>How events and all else is written.</summary>
    public static IServiceCollection AddEventBodies(this IServiceCollection services)
    {
        services.Configure<JsonOptions>(options =>
        {
            var json = options.SerializerOptions;
            json.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            json.NumberHandling = JsonNumberHandling.Strict;
            json.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
            json.Converters.Add(new UtcInstants());
        });
        return services.AddSingleton<IEventBodies, EventBodies>();
    }

    public static void MapApiV1(this IEndpointRouteBuilder endpoints)
    {
        // Keys are looked at by the door, and not by the pages' sign-in.
        var api = endpoints.MapGroup(Path).AllowAnonymous().AddEndpointFilter<RouteGroupBuilder, KeyDoor>().DisableAntiforgery();
        foreach (var status in Refusals)
        {
            api.ProducesProblem(status);
        }

        api.MapChannels();
        api.MapMessages();
        api.MapMedia();
        api.MapConversations();
        api.MapLinked();
        api.MapPairing();
        api.MapRemovals();
        api.MapEvents();
        api.MapWebhooks();
        endpoints.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
    }

    /// <summary>RFC 3339 with a Z.</summary>
    private sealed class UtcInstants : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value.UtcDateTime);
    }
}
