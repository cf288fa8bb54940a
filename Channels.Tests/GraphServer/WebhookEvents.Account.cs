using System.Text.Json.Nodes;

namespace Channels.Tests.GraphServer;

/// <summary>The events of <c>account_update</c>.</summary>
internal sealed partial class WebhookEvents
{
    /// <summary>All that Meta's page lists; the last two are new there, and have nothing but their name.</summary>
    public static readonly IReadOnlyList<string> AccountEvents =
    [
        "ACCOUNT_DELETED", "ACCOUNT_RESTRICTION", "ACCOUNT_VIOLATION", "AD_ACCOUNT_LINKED", "AUTH_INTL_PRICE_ELIGIBILITY_UPDATE",
        "BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE", "DISABLED_UPDATE", "MM_LITE_TERMS_SIGNED", "PARTNER_ADDED",
        "PARTNER_APP_INSTALLED", "PARTNER_APP_UNINSTALLED", "PARTNER_CLIENT_CERTIFICATION_STATUS_UPDATE", "PARTNER_REMOVED",
        "VOLUME_BASED_PRICING_TIER_UPDATE", "ACCOUNT_OFFBOARDED", "ACCOUNT_RECONNECTED",
    ];

    public WebhookChange AccountDeleted(Waba waba) => Account(waba, "ACCOUNT_DELETED");

    /// <param name="state">DISABLE, REINSTATE or SCHEDULE_FOR_DISABLE.</param>
    public WebhookChange Disabled(Waba waba, string state, string date = "April 17, 2025") => Account(waba, ContractExamples.DisabledUpdate, x =>
    {
        x["ban_info"]!["waba_ban_state"] = state;
        x["ban_info"]!["waba_ban_date"] = date;
    });

    public WebhookChange Violation(Waba waba, string type = "ADULT") =>
        Account(waba, ContractExamples.AccountViolation, x => x["violation_info"]!["violation_type"] = type);

    /// <param name="expiration">A Unix time, or ISO text: the copies of Meta's page disagree. Null leaves it out.</param>
    public WebhookChange Restriction(Waba waba, string type, JsonNode? expiration, string? remediation = null) =>
        Account(waba, ContractExamples.AccountRestriction, x =>
        {
            var restriction = new JsonObject { ["restriction_type"] = type };
            if (expiration is not null)
            {
                restriction["expiration"] = expiration;
            }

            if (remediation is not null)
            {
                restriction["remediation"] = remediation;
            }

            x["restriction_info"] = new JsonArray(restriction);
        });

    /// <summary>Messaging is suspended; access and webhooks stay.</summary>
    public WebhookChange Offboarded(Waba waba) => Account(waba, "ACCOUNT_OFFBOARDED");

    public WebhookChange Reconnected(Waba waba) => Account(waba, "ACCOUNT_RECONNECTED");

    public WebhookChange PartnerAdded(Waba waba) => Partner(waba, ContractExamples.PartnerAdded, x =>
        x["waba_info"]!["solution_partner_business_ids"] = new JsonArray(server.Partner.Id, "520744086200222"));

    /// <param name="appId">By default the app under test.</param>
    public WebhookChange AppInstalled(Waba waba, string? appId = null) =>
        Partner(waba, ContractExamples.PartnerAppInstalled, x => x["waba_info"]!["partner_app_id"] = appId ?? server.AppId);

    /// <inheritdoc cref="AppInstalled"/>
    public WebhookChange AppUninstalled(Waba waba, string? appId = null) =>
        Partner(waba, ContractExamples.PartnerAppUninstalled, x => x["waba_info"]!["partner_app_id"] = appId ?? server.AppId);

    /// <param name="reason">Given for numbers in coexistence only, such as PRIMARY_INACTIVITY.</param>
    /// <param name="by">USER or SYSTEM.</param>
    public WebhookChange PartnerRemoved(Waba waba, string? reason = null, string by = "USER") => Partner(waba, ContractExamples.PartnerRemoved, x =>
    {
        x.Remove("disconnection_info");
        if (reason is not null)
        {
            x["disconnection_info"] = new JsonObject { ["reason"] = reason, ["initiated_by"] = by };
        }
    });

    /// <summary>Any event with any more values, such as those that have no example.</summary>
    public WebhookChange Account(Waba waba, string name, JsonObject? more = null)
    {
        var example = new JsonObject { ["event"] = name };
        if (name.StartsWith("PARTNER_", StringComparison.Ordinal))
        {
            example["waba_info"] = new JsonObject();
        }

        foreach (var (key, value) in more ?? [])
        {
            example[key] = value?.DeepClone();
        }

        return example["waba_info"] is null ? Account(waba, example.ToJsonString(), _ => { }) : Partner(waba, example.ToJsonString(), _ => { });
    }

    private WebhookChange Account(Waba waba, string example, Action<JsonObject> change)
    {
        var value = ContractExamples.Parse(example);
        change(value);
        return Of(waba, "account_update", value);
    }

    private WebhookChange Partner(Waba waba, string example, Action<JsonObject> change)
    {
        var value = ContractExamples.Parse(example);
        value["waba_info"]!["waba_id"] = waba.Id;
        value["waba_info"]!["owner_business_id"] = waba.Owner.Id;
        change(value);
        return new WebhookChange(server.Partner.Id, waba.Id, "account_update", value, server.Time.GetUtcNow());
    }
}
