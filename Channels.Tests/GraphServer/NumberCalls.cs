using System.Globalization;
using System.Text.Json.Nodes;

namespace Channels.Tests.GraphServer;

/// <summary>The phone number node (contract, 2.4).</summary>
internal sealed class NumberCalls(MetaServer server)
{
    /// <summary>What a list shows when nothing is asked for, after the hosted sign-up page.</summary>
    public static readonly IReadOnlyList<string> ListFields =
    [
        "verified_name", "code_verification_status", "display_phone_number", "quality_rating", "platform_type", "throughput",
        "last_onboarded_time", "webhook_configuration",
    ];

    // The sample of the phone numbers page has four, of which one is the id.
    private static readonly IReadOnlyList<string> NodeDefaults = ["verified_name", "display_phone_number", "quality_rating"];
    private readonly Gate _gate = new(server);

    public GraphAnswer Show(GraphRequest request, string id) =>
        GraphAnswer.Json(Row(_gate.Number(request, id), NodeFields.Asked(request) ?? NodeDefaults));

    public JsonObject Row(WabaNumber number, IReadOnlyList<string> asked) => NodeFields.Pick("WhatsAppBusinessPhoneNumber", Node(number), asked);

    /// <summary>Sets the PIN of the two-step verification, or a callback of the number's own.</summary>
    public async Task<GraphAnswer> ChangeAsync(GraphRequest request, string id)
    {
        var number = _gate.Number(request, id);
        if (request.Json.Text("pin") is { } pin)
        {
            Registration.CheckShape(pin);
            number.Pin = pin;
            return GraphAnswer.Success;
        }

        if (request.Json["webhook_configuration"] is not JsonObject configuration)
        {
            throw new GraphRefusal(100, "(#100) Invalid parameter");
        }

        number.Override = await server.Webhooks.CheckOverrideAsync(configuration) is { } callback ? new WebhookOverride(callback) : null;
        return GraphAnswer.Success;
    }

    private JsonObject Node(WabaNumber number) => new()
    {
        ["id"] = number.Id,
        ["display_phone_number"] = number.DisplayPhoneNumber,
        ["verified_name"] = number.VerifiedName,
        ["status"] = number.Status,
        ["name_status"] = number.NameStatus,
        ["quality_rating"] = number.QualityRating,
        ["code_verification_status"] = number.CodeVerificationStatus,
        ["platform_type"] = number.PlatformType,
        ["throughput"] = new JsonObject { ["level"] = number.ThroughputLevel },
        ["account_mode"] = number.AccountMode,
        ["is_on_biz_app"] = number.IsOnBizApp,
        ["last_onboarded_time"] = number.LastOnboarded is { } at ? Written(at) : null,
        ["webhook_configuration"] = Configuration(number),
        ["whatsapp_business_manager_messaging_limit"] = number.MessagingLimit,
        ["health_status"] = number.HealthStatus?.DeepClone() ?? Health(number),
    };

    private JsonNode Written(DateTimeOffset at) => server.WritesUnixTimes
        ? at.ToUnixTimeSeconds()
        : at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'+0000'", CultureInfo.InvariantCulture);

    private JsonObject Configuration(WabaNumber number)
    {
        var configuration = new JsonObject();
        if (server.Webhooks.Callback is { } callback)
        {
            configuration["application"] = callback;
        }

        if (number.Override is { } own)
        {
            configuration["phone_number"] = own.Callback;
        }

        return configuration;
    }

    private JsonObject Health(WabaNumber number) => HealthStatus.Of(
        "AVAILABLE",
        HealthStatus.Entity("PHONE_NUMBER", number.Id),
        HealthStatus.Entity("WABA", number.WabaId),
        HealthStatus.Entity("BUSINESS", server.World.FindWaba(number.WabaId)?.Owner.Id ?? ""),
        HealthStatus.Entity("APP", server.AppId));
}

/// <summary>Builds a <c>health_status</c> (contract, 2.4).</summary>
internal static class HealthStatus
{
    public static JsonObject Of(string canSendMessage, params IReadOnlyList<JsonObject> entities) => new()
    {
        ["can_send_message"] = canSendMessage,
        ["entities"] = new JsonArray([.. entities]),
    };

    /// <param name="type">PHONE_NUMBER, WABA, BUSINESS, APP or MESSAGE_TEMPLATE.</param>
    /// <param name="canSendMessage">AVAILABLE, LIMITED or BLOCKED.</param>
    public static JsonObject Entity(string type, string id, string canSendMessage = "AVAILABLE", params IReadOnlyList<JsonObject> errors)
    {
        var entity = new JsonObject { ["entity_type"] = type, ["id"] = id, ["can_send_message"] = canSendMessage };
        if (errors.Count > 0)
        {
            entity["errors"] = new JsonArray([.. errors]);
        }

        return entity;
    }

    public static JsonObject Error(int code, string description, string solution) =>
        new() { ["error_code"] = code, ["error_description"] = description, ["possible_solution"] = solution };
}
