using System.Text.Json;

namespace Channels.Infrastructure.Gateways.MetaCloud.Graph;

/// <summary>A token, and when it ends; null where it has no end.</summary>
internal sealed record GraphToken(string Token, TimeSpan? ExpiresIn)
{
    public override string ToString() => nameof(GraphToken);
}

/// <summary>What is known of a token (GET /debug_token).</summary>
/// <param name="UserId">Whose it is.</param>
/// <param name="Accounts">
/// The WhatsApp Business accounts that were shared, in no order that means anything; null where Meta named none, which it
/// does not always do. What a token may do shows when it is used: its lists of permissions are not complete.
/// </param>
internal sealed record TokenInfo(
    bool IsValid, string? AppId, string? UserId, DateTimeOffset? EndsAt, IReadOnlyList<string>? Accounts, GraphError? Error)
{
    private static readonly string[] Ours = ["whatsapp_business_management", "whatsapp_business_messaging"];

    public static TokenInfo From(JsonElement answer)
    {
        var data = answer.At("data") ?? answer;
        var named = data.Items("granular_scopes").Where(x => Ours.Contains(x.Text("scope")) && x.At("target_ids") is not null).ToList();
        return new TokenInfo(
            data.Flag("is_valid") ?? false,
            data.Text("app_id"),
            data.Text("user_id"),
            data.Instant("expires_at"),
            named.Count == 0 ? null : [.. named.SelectMany(x => x.Texts("target_ids")).Distinct()],
            data.At("error") is { } error ? GraphErrors.From(error) : null);
    }
}

/// <summary>A number at Meta (GET /{phone-number-id}). All but the id may be missing, and any value may be new.</summary>
internal sealed record NumberNode(
    string Id,
    string? Display,
    string? VerifiedName,
    string? Status,
    string? NameStatus,
    string? Quality,
    string? Verification,
    string? Platform,
    string? Throughput,
    string? Limit,
    bool IsOnBusinessApp,
    IReadOnlyList<HealthEntity> Health)
{
    public static NumberNode? From(JsonElement node) => node.Text("id") is { } id
        ? new NumberNode(
            id,
            node.Text("display_phone_number"),
            node.Text("verified_name"),
            node.Text("status"),
            node.Text("name_status"),
            node.Text("quality_rating"),
            node.Text("code_verification_status"),
            node.Text("platform_type") ?? node.Text("host_platform"),
            node.At("throughput")?.Text("level"),
            node.Text("whatsapp_business_manager_messaging_limit") ?? node.Text("messaging_limit_tier"),
            node.Flag("is_on_biz_app") ?? false,
            [.. (node.At("health_status") ?? default).Items("entities").Select(HealthEntity.From)])
        : null;
}

/// <summary>Whether one of those behind a number may send (health_status.entities).</summary>
internal sealed record HealthEntity(string? Kind, string? CanSend, IReadOnlyList<HealthError> Errors)
{
    public static HealthEntity From(JsonElement entity) => new(
        entity.Text("entity_type"),
        entity.Text("can_send_message"),
        [
            .. entity.Items("errors").Select(x => new HealthError(
                (int?)x.Number("error_code"), x.Text("error_description"), x.Text("possible_solution"))),
        ]);
}

internal sealed record HealthError(int? Code, string? Description, string? Solution);
