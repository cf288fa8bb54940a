using System.Globalization;
using System.Text.Json;
using Channels.Domain;
using Channels.Infrastructure.Gateways.MetaCloud.Graph;

namespace Channels.Infrastructure.Gateways.MetaCloud.Webhooks;

/// <summary>What a webhook tells that no reading would (WhatsApp documentation, account_update, account_review_update, Error codes).</summary>
/// <param name="Detail">Meta's own word or sentence: untrusted text.</param>
internal sealed record Told(ToldKind Kind, DateTimeOffset? Until = null, string? Detail = null);

internal static class ToldReader
{
    private const int PaymentMissing = 131042;

    /// <summary>What is about the account; null where it tells nothing that has to be kept.</summary>
    public static Told? OfChange(string field, JsonElement value) => field switch
    {
        "account_update" => OfAccount(value.Text("event"), value),
        "account_review_update" => value.Text("decision") == "APPROVED" ? new Told(ToldKind.Approved) : null,

        // Seen by some as fields of their own.
        "account_offboarded" or "account_reconnected" => OfAccount(field.ToUpperInvariant(), value),
        _ => null,
    };

    /// <summary>What the state of a message tells of its number.</summary>
    public static Told? OfStatus(JsonElement status) => status.Text("status") switch
    {
        "sent" => new Told(ToldKind.Sent),
        "delivered" or "read" => new Told(ToldKind.Delivered),
        "failed" => status.Items("errors").Where(x => x.Number("code") == PaymentMissing)
            .Select(x => new Told(ToldKind.PaymentMissing, Detail: Cut(x.At("error_data")?.Text("details") ?? x.Text("title")))).FirstOrDefault(),
        _ => null,
    };

    private static Told? OfAccount(string? name, JsonElement value) => name switch
    {
        "ACCOUNT_RESTRICTION" => OfRestrictions([.. value.Items("restriction_info").Where(IsAboutMessages)]),
        "ACCOUNT_VIOLATION" => new Told(ToldKind.Violation, Detail: Cut(value.At("violation_info")?.Text("violation_type"))),
        "DISABLED_UPDATE" => OfBan(value.At("ban_info") ?? default),
        "ACCOUNT_OFFBOARDED" => new Told(ToldKind.Offboarded),
        "ACCOUNT_RECONNECTED" => new Told(ToldKind.Reconnected),
        "PARTNER_ADDED" or "PARTNER_APP_INSTALLED" => new Told(ToldKind.Shared),
        "PARTNER_REMOVED" when value.At("disconnection_info")?.Text("reason") is { } reason => new Told(ToldKind.Left, Detail: Cut(reason)),
        _ => null,
    };

    // That no number may be added, and what is about calls, says nothing of messages.
    private static bool IsAboutMessages(JsonElement restriction) =>
        restriction.Text("restriction_type") is not { } type
        || (type != "RESTRICTED_ADD_PHONE_NUMBER_ACTION" && !type.Contains("CALL", StringComparison.Ordinal));

    private static Told? OfRestrictions(List<JsonElement> all) => all.Count == 0 ? null : new Told(
        ToldKind.Restriction,
        all.Max(x => x.Instant("expiration") ?? TextInstant(x.Text("expiration"))),
        Cut(all.Select(x => x.Text("remediation")).OfType<string>().FirstOrDefault()));

    private static Told? OfBan(JsonElement ban) => ban.Text("waba_ban_state") switch
    {
        "DISABLE" => new Told(ToldKind.Disabled),
        "REINSTATE" => new Told(ToldKind.Reinstated),

        // A date without a time: it is over with that day.
        "SCHEDULE_FOR_DISABLE" => new Told(ToldKind.DisableScheduled, TextInstant(ban.Text("waba_ban_date"))?.AddDays(1)),
        _ => null,
    };

    // A number in Meta's own example, a text in others'.
    private static DateTimeOffset? TextInstant(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    private static string? Cut(string? text) => text is { Length: > StatusReason.MaxDetail } ? text[..StatusReason.MaxDetail] : text;
}
