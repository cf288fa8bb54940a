using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Channels.Domain;
using Channels.Infrastructure.Gateways.MetaCloud.Graph;

namespace Channels.Infrastructure.Gateways.MetaCloud.Webhooks;

/// <summary>
/// Finds what a delivery tells: all entries, changes, messages and statuses in it (Meta sends several at once). What
/// cannot be read tells nothing.
/// </summary>
internal static class WebhookReader
{
    private const string Object = "whatsapp_business_account";
    private const string Messages = "messages";
    private const int MaxName = 200;

    private static ReadOnlySpan<byte> Mark => "\uFEFF"u8;

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
            // Some proxies put the mark of the encoding before what they pass on.
            var reader = new Utf8JsonReader(body.StartsWith(Mark) ? body[Mark.Length..] : body);
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
            var isStandby = value.Flag("standby") == true || message.Flag("standby") == true;
            yield return (
                KeyOf("m", number, message.Text("id") ?? RawOf(message)),
                isStandby ? new NoticeBody(NoticeKind.Other, "standby", account, number) : OfMessage(message, account, number, contacts));
        }

        foreach (var status in value.Items("statuses"))
        {
            yield return (KeyOf("s", number, status.Text("id"), status.Text("status"), status.Text("recipient_id")), OfStatus(status, account, number));
        }

        foreach (var error in value.Items("errors"))
        {
            yield return (KeyOf("e", number, RawOf(error)), new NoticeBody(NoticeKind.Hint, "errors", account, number));
        }
    }

    private static NoticeBody OfStatus(JsonElement status, string? account, string? number)
    {
        // A refusal that comes late may be the first sign that the number is blocked.
        var codes = status.Items("errors").Select(x => (int?)x.Number("code")).OfType<int>().ToList();
        var tells = codes.Exists(x => ErrorTable.Of(new GraphError(x, null, "", null)).Kind is GraphErrorKind.Down or GraphErrorKind.NotRegistered);
        var told = ToldReader.OfStatus(status);
        var kind = tells || told is { Kind: ToldKind.PaymentMissing } ? NoticeKind.Hint : told is null ? NoticeKind.Other : NoticeKind.Passed;
        return new NoticeBody(kind, "statuses", account, number) { Told = told, At = status.Instant("timestamp"), Receipt = ReceiptReader.Read(status, codes) };
    }

    private static NoticeBody OfMessage(JsonElement message, string? account, string? number, List<JsonElement> contacts)
    {
        if (NameReader.OfChange(message) is { } change)
        {
            return new NoticeBody(NoticeKind.Renamed, Messages, account, number) { Who = change.Earlier, Present = change.Present };
        }

        var (from, user) = (message.Text("from"), message.Text("from_user_id"));
        var contact = contacts.Find(x => (from is not null && x.Text("wa_id") == from) || (user is not null && x.Text("user_id") == user))
            is { ValueKind: JsonValueKind.Object } named ? named
            : contacts.Count == 1 ? contacts[0] : default;
        var name = contact.At("profile")?.Text("name");
        var who = NameReader.OfSender(message, contact);
        var read = message.At("group_id") is null && message.Instant("timestamp") is not null && who.ToAddress() is not null
            ? MessageReader.Read(message, message.Text("id") ?? RawOf(message))
            : null;
        return new NoticeBody(read is null ? NoticeKind.Other : NoticeKind.Message, Messages, account, number)
        {
            Who = who,
            ContactName = name is { Length: > MaxName } ? name[..MaxName] : name,
            SentAt = message.Instant("timestamp"),
            Message = read,
        };
    }

    private static (string Key, NoticeBody Body) OfChange(JsonElement entry, JsonElement change, string field, JsonElement value, string appId)
    {
        // Of partners' events the entry's id is a business of ours, not the customer's account.
        var about = value.At("waba_info");
        var account = about?.Text("waba_id") ?? entry.Text("id");
        var isOthers = about?.Text("partner_app_id") is { } app && app != appId;
        var told = isOthers ? null : ToldReader.OfChange(field, value);
        var isHint = told is not null || (Telling.Contains(field) && !isOthers);
        return (
            KeyOf("c", entry.Text("id"), entry.Text("time"), RawOf(change)),
            new NoticeBody(isHint ? NoticeKind.Hint : NoticeKind.Other, Cut(field), account, value.Text("phone_number_id"))
            {
                PartnerAdded = value.Text("event") == "PARTNER_ADDED" && about is not null,
                Told = told,
                At = entry.Instant("time"),
            });
    }

    private static string Cut(string text) => text.Length <= 60 ? text : text[..60];

    // As bytes, for what is no text in any encoding is signed as well.
    private static string RawOf(JsonElement element) => Convert.ToHexStringLower(SHA256.HashData(JsonMarshal.GetRawUtf8Value(element)));

    private static string KeyOf(string kind, params IEnumerable<string?> parts) =>
        kind + ":" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
}
