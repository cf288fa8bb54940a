using System.Text.Json.Nodes;

namespace Channels.Tests.GraphServer;

/// <summary>
/// Bodies from Meta's pages, as the contract quotes them with the page's address and date. The builders of events start
/// from these, so that names and kinds of values are Meta's.
/// </summary>
internal static class ContractExamples
{
    // Contract 3, account_update: documentation/business-messaging/whatsapp/webhooks/reference/account_update, 2026-09-11.
    // What the contract leaves out of PARTNER_ADDED and PARTNER_APP_INSTALLED was filled in from their neighbors.
    public const string AccountDeleted = """{"event":"ACCOUNT_DELETED"}""";
    public const string DisabledUpdate = """{"event":"DISABLED_UPDATE","ban_info":{"waba_ban_state":"REINSTATE","waba_ban_date":"April 17, 2025"}}""";
    public const string AccountViolation = """{"event":"ACCOUNT_VIOLATION","violation_info":{"violation_type":"ADULT"}}""";
    public const string AccountRestriction = """{"event":"ACCOUNT_RESTRICTION","restriction_info":[{"restriction_type":"RESTRICTED_BIZ_INITIATED_MESSAGING","expiration":1641330498}]}""";
    public const string PartnerAdded = """{"event":"PARTNER_ADDED","waba_info":{"waba_id":"980198427658004","owner_business_id":"2329417887457253","solution_partner_business_ids":["2949482758682047","520744086200222"]}}""";
    public const string PartnerAppInstalled = """{"event":"PARTNER_APP_INSTALLED","waba_info":{"waba_id":"980198427658004","owner_business_id":"2329417887457253","partner_app_id":"5731794616896507"}}""";
    public const string PartnerAppUninstalled = """{"event":"PARTNER_APP_UNINSTALLED","waba_info":{"waba_id":"184943124712545","owner_business_id":"1284923862322270","partner_app_id":"869361281603019"}}""";
    public const string PartnerRemoved = """{"event":"PARTNER_REMOVED","waba_info":{"waba_id":"184943124712545","owner_business_id":"1284923862322270"},"disconnection_info":{"reason":"PRIMARY_INACTIVITY","initiated_by":"SYSTEM"}}""";

    // Contract 3, Others: the pages of each field, of the same date.
    public const string PhoneNumberQualityUpdate = """{"display_phone_number":"15550783881","event":"THROUGHPUT_UPGRADE","current_limit":"TIER_UNLIMITED"}""";
    public const string PhoneNumberNameUpdate = """{"display_phone_number":"15550783881","decision":"APPROVED","requested_verified_name":"Lucky Shrub","rejection_reason":null}""";
    public const string AccountAlerts = """{"entity_type":"BUSINESS","entity_id":"506914307656634","alert_info":{"alert_severity":"INFORMATIONAL","alert_status":"NONE","alert_type":"OBA_APPROVED","alert_description":"Your account has been approved."}}""";
    public const string BusinessCapabilityUpdate = """{"max_daily_conversations_per_business":2000,"max_phone_numbers_per_waba":25}""";
    public const string AccountReviewUpdate = """{"decision":"APPROVED"}""";

    // Contract 3, messages: Meta's OpenAPI description at commit ecba623 gives the incoming body; of statuses it has the
    // schema only.
    public const string IncomingText = """{"messaging_product":"whatsapp","metadata":{"display_phone_number":"15550783881","phone_number_id":"106540352242922"},"contacts":[{"profile":{"name":"Sheena Nelson"},"wa_id":"16505551234"}],"messages":[{"from":"16505551234","id":"wamid.HBgLMTY1MDM4Nzk0MzkVAgASGBQzQTRBNjU5OUFFRTAzODEwMTQ0RgA=","timestamp":"1749416383","type":"text","text":{"body":"Does it come in another color?"}}]}""";
    public const string MessageStatus = """{"messaging_product":"whatsapp","metadata":{"display_phone_number":"15550783881","phone_number_id":"106540352242922"},"statuses":[{"id":"wamid.HBgLMTY1MDM4Nzk0MzkVAgARGBI3MTE5MjY4NTQxMTY5MDY5OTYA","status":"sent","timestamp":"1749416383","recipient_id":"16505551234"}]}""";

    // Contract 2.2: documentation of solution-providers/manage-accounts.
    public const string DebugToken = """{"data":{"app_id":"670843887433847","application":"JaspersMarket","data_access_expires_at":1672092840,"expires_at":1665090000,"granular_scopes":[{"scope":"whatsapp_business_management","target_ids":["102289599326934","101569239400667"]},{"scope":"whatsapp_business_messaging","target_ids":["102289599326934","101569239400667"]}],"is_valid":true,"scopes":["whatsapp_business_management","whatsapp_business_messaging","public_profile"],"type":"USER","user_id":"10222270944537964"}}""";

    // Contract 2.7: documentation of webhooks/override and Meta's OpenAPI description.
    public const string SubscribedApps = """{"data":[{"whatsapp_business_api_data":{"id":"670843887433847","link":"https://www.facebook.com/games/?app_id=670843887433847","name":"Lucky Shrub"},"override_callback_uri":"https://example.com/webhook"}]}""";
    public const string MessageAccepted = """{"messaging_product":"whatsapp","contacts":[{"input":"+16505551234","wa_id":"16505551234"}],"messages":[{"id":"wamid.HBgLMTY1MDM4Nzk0MzkVAgARGBI3MTE5MjY4NTQxMTY5MDY5OTYA","message_status":"accepted"}]}""";

    // Contract 2.8: documentation of support/error-codes.
    public const string Error = """{"error":{"message":"(#130429) Rate limit hit","type":"OAuthException","code":130429,"error_data":{"messaging_product":"whatsapp","details":"Cloud API message throughput has been reached."},"error_subcode":2494055,"fbtrace_id":"Az8or2yhqkZfEZ-_4Qn_Bam"}}""";

    public static JsonObject Parse(string example) => JsonNode.Parse(example)!.AsObject();
}
