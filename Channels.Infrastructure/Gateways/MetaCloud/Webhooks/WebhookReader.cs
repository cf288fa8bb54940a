using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Channels.Domain;
using Channels.Infrastructure.Gateways.MetaCloud.Graph;

namespace Channels.Infrastructure.Gateways.MetaCloud.Webhooks;

/// <summary>
/// Finds what a delivery tells: all entries, changes, messages and statuses in it (Meta sends several at once). What
/// cannot be read tells nothing. The texts of messages end here.
/// </summary>
internal static class WebhookReader
{
    private const string Object = "whatsapp_business_account";
    private const string Messages = "messages";
    private const int MaxName = 200;

    /// <summary>Fields after which a number may stand differently.</summary>
    private static readonly HashSet<string> Telling = new(StringComparer.Ordinal)
    {
        "account_update",
        "account_review_update",
        "phone_number_quality_update",
        "phone_number_name_update",
        "business_capability_update",
        "security",
    };

    /// <returns>The notices with their keys; one key for each thing, however often and with what else it is delivered.</returns>
    public static IReadOnlyList<(string Key, NoticeBody Body)> Read(ReadOnlySpan<byte> body, string appId)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            using var document = JsonDocument.ParseValue(ref reader);
            return document.RootElement.Text("object") == Object
                ? [.. document.RootElement.Items("entry").SelectMany(entry => OfEntry(entry, appId))]
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static IEnumerable<(string Key, NoticeBody Body)> OfEntry(JsonElement entry, string appId)
    {
        foreach (var change in entry.Items("changes"))
        {
            var field = change.Text("field") ?? "";
            var value = change.At("value") ?? default;
            var notices = field == Messages ? OfMessages(entry, value) : [OfChange(entry, change, field, value, appId)];
            foreach (var notice in notices)
            {
                yield return notice;
            }
        }
    }

    private static IEnumerable<(string Key, NoticeBody Body)> OfMessages(JsonElement entry, JsonElement value)
    {
        var (account, number) = (entry.Text("id"), value.At("metadata")?.Text("phone_number_id"));
        var contacts = value.Items("contacts").ToList();
        foreach (var message in value.Items("messages"))
        {
            yield return (KeyOf("m", number, message.Text("id") ?? RawOf(message)), OfMessage(message, account, number, contacts));
        }

        foreach (var status in value.Items("statuses"))
        {
            // A refusal that comes late may be the first sign that the number is blocked.
            var codes = status.Items("errors").Select(x => (int?)x.Number("code")).OfType<int>();
            var tells = codes.Any(x => ErrorTable.Of(new GraphError(x, null, "", null)).Kind is GraphErrorKind.Down or GraphErrorKind.NotRegistered);
            yield return (
                KeyOf("s", number, status.Text("id"), status.Text("status"), status.Text("recipient_id")),
                new NoticeBody(tells ? NoticeKind.Hint : NoticeKind.Other, "statuses", account, number));
        }

        foreach (var error in value.Items("errors"))
        {
            yield return (KeyOf("e", number, RawOf(error)), new NoticeBody(NoticeKind.Hint, "errors", account, number));
        }
    }

    private static NoticeBody OfMessage(JsonElement message, string? account, string? number, List<JsonElement> contacts)
    {
        var from = message.Text("from");
        var contact = contacts.Find(x => x.Text("wa_id") == from) is { ValueKind: JsonValueKind.Object } named ? named
            : contacts.Count == 1 ? contacts[0] : default;
        var name = contact.At("profile")?.Text("name");
        var isCustomers = message.Text("type") is not (null or "reaction" or "system") && message.At("group_id") is null
            && PhoneNumber.FromDigits(from) is not null && message.Instant("timestamp") is not null;
        return new NoticeBody(isCustomers ? NoticeKind.Message : NoticeKind.Other, Messages, account, number)
        {
            From = from is { Length: <= 20 } ? from : null,
            ContactName = name is { Length: > MaxName } ? name[..MaxName] : name,
            SentAt = message.Instant("timestamp"),
        };
    }

    private static (string Key, NoticeBody Body) OfChange(JsonElement entry, JsonElement change, string field, JsonElement value, string appId)
    {
        // Of partners' events the entry's id is a business of ours, not the customer's account.
        var about = value.At("waba_info");
        var account = about?.Text("waba_id") ?? entry.Text("id");
        var isOthers = about?.Text("partner_app_id") is { } app && app != appId;
        var restrictions = value.Items("restriction_info").Select(x => x.Instant("expiration") ?? TextInstant(x, "expiration")).Max();
        return (
            KeyOf("c", entry.Text("id"), entry.Text("time"), RawOf(change)),
            new NoticeBody(Telling.Contains(field) && !isOthers ? NoticeKind.Hint : NoticeKind.Other, Cut(field), account, value.Text("phone_number_id"))
            {
                RestrictedUntil = value.Text("event") == "ACCOUNT_RESTRICTION" ? restrictions : null,
                At = entry.Instant("time"),
            });
    }

    // A number in Meta's own example, a text in others'.
    private static DateTimeOffset? TextInstant(JsonElement element, string name) =>
        DateTimeOffset.TryParse(element.Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    private static string Cut(string text) => text.Length <= 60 ? text : text[..60];

    // As bytes, for what is no text in any encoding is signed as well.
    private static string RawOf(JsonElement element) => Convert.ToHexStringLower(SHA256.HashData(JsonMarshal.GetRawUtf8Value(element)));

    private static string KeyOf(string kind, params IEnumerable<string?> parts) =>
        kind + ":" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
}
