namespace Channels.Infrastructure.Persistence.Migrations;

/// <summary>
/// Before, an attempt to connect took the place of the outage that it was to end. The timeline still tells what was so before
/// it: that is put back, with its beginning, and how the attempt ended stands beside it. Where the timeline does not tell
/// (its lines are forgotten after 400 days), the channel stays as it is. Alerts begin anew only with the next attempt that
/// fails: an upgrade by itself tells nobody of old outages.
/// </summary>
internal static class LostOutages
{
    private const string Lasting = """
        'LoggedOutOnPhone','Replaced','Banned','ClientTooOld','AccountTooOld','NotWhatsApp','CredentialsUnreadable','GatewayMissing',
        'AuthorizationExpired','AppRemoved','FacebookPasswordChanged','AuthorizationInvalid','PermissionLost','NumberGone',
        'BlockedByMeta','WebhookNotSubscribed','NumberNotRegistered','PinWrong','NumberNotVerified','RegistrationPaused',
        'RegistrationRefused','NumberOffAtMeta','SendingBlocked'
        """;

    private const string Connected = """
        'Connected','ConnectedRestricted','ConnectedRestrictedByMeta','ConnectedPaymentMissing','ConnectedExpiresSoon',
        'ConnectedLimitReached','ConnectedFlagged','ConnectedQualityLow','ConnectedLimited'
        """;

    private const string OnPurpose = "'DisconnectedBy','DisconnectedDeviceListed','DisconnectedStillSubscribed','OnlyInDevelopment'";

    private const string Ends = """
        'PasskeyRequired','CodeExpired','CodeNotTyped','PairingFailed','WrongNumber','SameNumberElsewhere',
        'AuthorizationRefused','AuthorizationTimedOut','AuthorizationFailed','NoAccountShared'
        """;

    private static readonly string[] Parts =
        ["Code", "Who", "Until", "Cause", "HttpStatus", "Attempt", "NextTryAt", "OtherChannel", "SeenNumber", "Detail"];

    /// <summary>For the migration that adds the columns, after it did.</summary>
    public static string ReadBack { get; } = $"""
        UPDATE "Channels" SET "Outage_At" = "Since", {Copy("Outage_Reason_", "\"Reason_")}
        WHERE "Number" IS NOT NULL AND "Removal_StartedAt" IS NULL AND "Reason_Code" IN ({Lasting});

        UPDATE "Channels" SET "Outage_At" = line."At", {Copy("Outage_Reason_", "line.\"Reason_")}
        FROM "History" AS line
        WHERE "Channels"."Number" IS NOT NULL AND "Channels"."Removal_StartedAt" IS NULL
            AND "Channels"."Reason_Code" NOT IN ({Lasting},{Connected},{OnPurpose},'NeverConnected')
            AND line."Id" = (
                SELECT CASE WHEN told."Reason_Code" IN ({Lasting}) THEN told."Id" WHEN told."Reason_Code" IN ({Connected}) THEN (
                    SELECT MIN(after."Id") FROM "History" AS after
                    WHERE after."Channel" = told."Channel" AND after."Kind" = 'StatusChanged' AND after."Id" > told."Id") END
                FROM "History" AS told
                WHERE told."Channel" = "Channels"."Id" AND told."Kind" = 'StatusChanged'
                    AND told."Reason_Code" IN ({Lasting},{Connected},{OnPurpose})
                ORDER BY told."Id" DESC LIMIT 1);

        UPDATE "Channels" SET "LastAttempt_At" = "Since", "Since" = "Outage_At",
            {Copy("LastAttempt_Reason_", "\"Reason_")}, {Copy("Reason_", "\"Outage_Reason_")}
        WHERE "Reason_Code" IN ({Ends}) AND "Outage_Reason_Code" IN ({Lasting});

        UPDATE "Channels" SET "Since" = "Outage_At", {Copy("Outage_Reason_", "\"Reason_")}
        WHERE "Reason_Code" IN ({Ends}) AND "Outage_At" IS NOT NULL AND "LastAttempt_At" IS NULL;
        """;

    private static string Copy(string to, string from) => string.Join(", ", Parts.Select(part => $"\"{to}{part}\" = {from}{part}\""));
}
