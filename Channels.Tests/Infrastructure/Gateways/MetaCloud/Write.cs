namespace Channels.Tests.Infrastructure.Gateways.MetaCloud;

/// <summary>Writes on the way to a connection, in their order, as triggers of SQLite name them.</summary>
internal static class Write
{
    public const string Reason = "UPDATE OF Reason_Code ON Channels";

    public const string Kept = "INSERT ON MetaAccounts";

    public const string Begun = Reason + " WHEN NEW.Reason_Code = 'SubscribingWebhook'";

    public const string Claimed = "UPDATE OF Number ON Channels";

    public const string Taken = "UPDATE OF NumberId ON MetaAccounts";

    public const string Registering = Reason + " WHEN NEW.Reason_Code = 'RegisteringNumber'";

    public const string Disconnected = Reason + " WHEN NEW.Reason_Code = 'DisconnectedBy'";
}
