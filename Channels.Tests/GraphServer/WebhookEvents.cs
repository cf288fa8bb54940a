using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Channels.Tests.GraphServer;

/// <summary>Builds what webhooks tell, from Meta's examples with the ids of this world and the time of its clock.</summary>
internal sealed partial class WebhookEvents(MetaServer server)
{
    /// <summary>A field that nobody has heard of yet, or a known one with any value.</summary>
    public WebhookChange Of(Waba waba, string field, JsonObject value) => new(waba.Id, waba.Id, field, value, server.Time.GetUtcNow());

    /// <param name="name">THROUGHPUT_UPGRADE or ONBOARDING.</param>
    public WebhookChange Quality(WabaNumber number, string name, string limit = "TIER_UNLIMITED") => Of(number, "phone_number_quality_update", x =>
    {
        x["event"] = name;
        x["current_limit"] = limit;
    }, ContractExamples.PhoneNumberQualityUpdate);

    /// <param name="decision">APPROVED, DEFERRED, PENDING or REJECTED.</param>
    public WebhookChange Name(WabaNumber number, string decision, string requested, string? rejection = null) => Of(number, "phone_number_name_update", x =>
    {
        x["decision"] = decision;
        x["requested_verified_name"] = requested;
        x["rejection_reason"] = rejection;
    }, ContractExamples.PhoneNumberNameUpdate);

    /// <param name="entity">BUSINESS, PHONE_NUMBER or CURRENT_STATUS_ID.</param>
    public WebhookChange Alert(Waba waba, string entity, string entityId, string severity, string status, string type, string description)
    {
        var value = ContractExamples.Parse(ContractExamples.AccountAlerts);
        value["entity_type"] = entity;
        value["entity_id"] = entityId;
        var alert = value["alert_info"]!;
        alert["alert_severity"] = severity;
        alert["alert_status"] = status;
        alert["alert_type"] = type;
        alert["alert_description"] = description;
        return Of(waba, "account_alerts", value);
    }

    /// <param name="conversations">A number, or a text such as TIER_2K: Meta's page shows the one and describes the other.</param>
    public WebhookChange Capability(Waba waba, JsonNode conversations, JsonNode numbers)
    {
        var value = ContractExamples.Parse(ContractExamples.BusinessCapabilityUpdate);
        value["max_daily_conversations_per_business"] = conversations;
        value["max_phone_numbers_per_waba"] = numbers;
        return Of(waba, "business_capability_update", value);
    }

    /// <param name="decision">APPROVED, REJECTED, PENDING or DEFERRED.</param>
    public WebhookChange Review(Waba waba, string decision)
    {
        var value = ContractExamples.Parse(ContractExamples.AccountReviewUpdate);
        value["decision"] = decision;
        return Of(waba, "account_review_update", value);
    }

    /// <summary>Somebody wrote to the number.</summary>
    /// <param name="from">The digits by which WhatsApp knows him.</param>
    public WebhookChange TextFrom(WabaNumber number, string from, string text, string profileName = "Conceição", string? id = null)
    {
        var change = OfMessages(number, ContractExamples.IncomingText);
        var contact = change.Value["contacts"]![0]!;
        contact["profile"]!["name"] = profileName;
        contact["wa_id"] = from;
        var message = change.Value["messages"]![0]!;
        message["from"] = from;
        message["id"] = id ?? "wamid." + Convert.ToBase64String(RandomNumberGenerator.GetBytes(30));
        message["timestamp"] = Now;
        message["text"]!["body"] = text;
        return change;
    }

    /// <summary>Something of another type than a text.</summary>
    /// <param name="content">What stands under the type's name; null where nothing does.</param>
    public WebhookChange MessageFrom(WabaNumber number, string from, string type, JsonObject? content = null)
    {
        var change = TextFrom(number, from, "");
        var message = change.Value["messages"]![0]!.AsObject();
        message.Remove("text");
        message["type"] = type;
        if (content is not null)
        {
            message[type] = content.DeepClone();
        }

        return change;
    }

    /// <summary>Somebody who shows no number wrote: all that tells who is the id that this business knows.</summary>
    /// <param name="isOnMessage">The id stands on the message too, and not on the contact alone.</param>
    public WebhookChange TextOfUser(WabaNumber number, string userId, string text, bool isOnMessage = true)
    {
        var change = TextFrom(number, "", text);
        var (contact, message) = (change.Value["contacts"]![0]!.AsObject(), change.Value["messages"]![0]!.AsObject());
        contact.Remove("wa_id");
        message.Remove("from");
        contact["user_id"] = userId;
        contact["profile"]!["username"] = "conceicao.silva";
        if (isOnMessage)
        {
            message["from_user_id"] = userId;
        }

        return change;
    }

    /// <param name="status">sent, delivered, read, played or failed.</param>
    /// <param name="error">Of a failed one: code and title.</param>
    public WebhookChange Status(SentMessage sent, string status, (int Code, string Title)? error = null)
    {
        var number = server.World.FindNumber(sent.NumberId) ?? throw new InvalidOperationException("There is no such number.");
        var change = OfMessages(number, ContractExamples.MessageStatus);
        var told = change.Value["statuses"]![0]!;
        told["id"] = sent.Id;
        told["status"] = status;
        told["timestamp"] = Now;
        told["recipient_id"] = sent.WaId;
        if (sent.CallbackData is { } data)
        {
            told["biz_opaque_callback_data"] = data;
        }

        if (error is { } what)
        {
            told["errors"] = new JsonArray(new JsonObject
            {
                ["code"] = what.Code,
                ["title"] = what.Title,
                ["message"] = what.Title,
                ["error_data"] = new JsonObject { ["details"] = what.Title },
                ["href"] = "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/",
            });
        }

        return change;
    }

    /// <summary>Puts several changes of one number's messages into a single one, whose lists are then longer.</summary>
    public static WebhookChange Together(params IReadOnlyList<WebhookChange> changes)
    {
        var joined = changes[0] with { Value = changes[0].Value.DeepClone().AsObject() };
        foreach (var (name, list) in changes.Skip(1).SelectMany(x => x.Value).Where(x => x.Value is JsonArray))
        {
            if (joined.Value[name] is not JsonArray longer)
            {
                joined.Value[name] = longer = [];
            }

            foreach (var item in list!.AsArray())
            {
                longer.Add(item!.DeepClone());
            }
        }

        return joined;
    }

    private string Now => server.Time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private WebhookChange Of(WabaNumber number, string field, Action<JsonObject> change, string example)
    {
        var value = ContractExamples.Parse(example);
        value["display_phone_number"] = WabaNumber.Digits(number.DisplayPhoneNumber);
        change(value);
        return new WebhookChange(number.WabaId, number.WabaId, field, value, server.Time.GetUtcNow());
    }

    private static WebhookChange OfMessages(WabaNumber number, string example)
    {
        var value = ContractExamples.Parse(example);
        value["metadata"]!["display_phone_number"] = WabaNumber.Digits(number.DisplayPhoneNumber);
        value["metadata"]!["phone_number_id"] = number.Id;
        return new WebhookChange(number.WabaId, number.WabaId, "messages", value, null);
    }
}
