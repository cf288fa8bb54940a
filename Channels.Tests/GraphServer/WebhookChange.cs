using System.Text.Json.Nodes;

namespace Channels.Tests.GraphServer;

/// <param name="EntryId">The account's id, or for <c>PARTNER_*</c> events the partner's business (contract, 0.3).</param>
/// <param name="WabaId">Whose subscription decides whether it is sent.</param>
/// <param name="Time">Of the entry; messages have none.</param>
internal sealed record WebhookChange(string EntryId, string WabaId, string Field, JsonObject Value, DateTimeOffset? Time)
{
    /// <summary>Partners hear of their clients, whatever these are subscribed to.</summary>
    public bool IsOfPartner => Field == "account_update" && Value.Text("event") is { } name && name.StartsWith("PARTNER_", StringComparison.Ordinal);

    public bool MayBeOverridden => Field is "messages" or "calls" or "history" or "account_settings_update"
        || Field.StartsWith("smb_", StringComparison.Ordinal)
        || Field.StartsWith("group_", StringComparison.Ordinal);

    public string? NumberId => (Value["metadata"] as JsonObject)?.Text("phone_number_id");

    /// <summary>One body; changes of the same entry and time share an entry.</summary>
    public static JsonObject Envelope(IReadOnlyList<WebhookChange> changes) => new()
    {
        ["object"] = "whatsapp_business_account",
        ["entry"] = new JsonArray([.. changes.GroupBy(x => (x.EntryId, x.Time)).Select(x => Entry(x.Key.EntryId, x.Key.Time, x))]),
    };

    private static JsonObject Entry(string id, DateTimeOffset? time, IEnumerable<WebhookChange> changes)
    {
        var entry = new JsonObject { ["id"] = id };
        if (time is { } at)
        {
            entry["time"] = at.ToUnixTimeSeconds();
        }

        entry["changes"] = new JsonArray([.. changes.Select(x => new JsonObject { ["value"] = x.Value.DeepClone(), ["field"] = x.Field })]);
        return entry;
    }
}
