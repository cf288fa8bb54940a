using System.Text.Json;
using System.Text.RegularExpressions;
using Channels.Domain;
using Channels.Domain.Contacts;
using Channels.Infrastructure.Gateways.MetaCloud.Graph;

namespace Channels.Infrastructure.Gateways.MetaCloud.Webhooks;

/// <summary>
/// By which names Meta knows who wrote (WhatsApp documentation, Business-scoped user ids): number and id come together or alone.
/// </summary>
internal static partial class NameReader
{
    public const int MaxUserId = 200;

    public static NoticeNames OfSender(JsonElement message, JsonElement contact) => new(
        Number(message.Text("from") ?? contact.Text("wa_id")),
        UserId(message.Text("from_user_id") ?? contact.Text("user_id")),
        UserId(message.Text("from_parent_user_id") ?? contact.Text("parent_user_id")));

    /// <summary>What a message of the system says of somebody whose names changed; the earlier ones may stand in its text alone.</summary>
    public static (NoticeNames Earlier, NoticeNames Present)? OfChange(JsonElement message)
    {
        if (message.At("system") is not { } system || system.Text("type") is not ("user_changed_number" or "user_changed_user_id" or "customer_changed_number"))
        {
            return null;
        }

        var told = Change().Match(system.Text("body") ?? "");
        var (before, after) = (told.Groups["before"].Value, told.Groups["after"].Value);
        var earlier = new NoticeNames(
            Number(message.Text("from")) ?? Number(before),
            UserId(message.Text("from_user_id") ?? system.Text("previous_user_id")) ?? ScopedId(before),
            UserId(message.Text("from_parent_user_id")));
        var present = new NoticeNames(
            Number(system.Text("wa_id") ?? system.Text("new_wa_id")) ?? Number(after),
            UserId(system.Text("user_id")) ?? ScopedId(after),
            UserId(system.Text("parent_user_id")));
        return earlier.ToAddress() is null || present.ToAddress() is null ? null : (earlier, present);
    }

    private static string? Number(string? text) => PhoneNumber.FromDigits(text)?.Digits;

    private static string? UserId(string? text) => text is { Length: > 0 and <= MaxUserId } ? text : null;

    private static string? ScopedId(string text) => Scoped().IsMatch(text) ? UserId(text) : null;

    // "User A changed from 5511… to 5511…", whatever the names.
    [GeneratedRegex(@"\bfrom (?<before>\S+) to (?<after>[^\s]+?)\.?$", RegexOptions.CultureInvariant)]
    private static partial Regex Change();

    [GeneratedRegex(@"^[A-Z]{2}\.\w", RegexOptions.CultureInvariant)]
    private static partial Regex Scoped();
}

/// <param name="Number">Digits.</param>
/// <param name="UserId">"BR.1349…", for this business alone.</param>
/// <param name="ParentUserId">The same for the business above.</param>
internal sealed record NoticeNames(string? Number, string? UserId, string? ParentUserId)
{
    public ContactAddress? ToAddress() => (Number ?? UserId ?? ParentUserId) is null
        ? null
        : new ContactAddress(PhoneNumber.FromDigits(Number), lid: null, UserId, ParentUserId);
}
