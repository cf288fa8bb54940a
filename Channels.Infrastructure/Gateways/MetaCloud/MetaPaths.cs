namespace Channels.Infrastructure.Gateways.MetaCloud;

/// <summary>The addresses below the public one that whoever makes the app at Meta enters there.</summary>
public static class MetaPaths
{
    /// <summary>To where Facebook sends the browser back: a valid OAuth redirect URI.</summary>
    public const string Callback = "/meta/callback";

    /// <summary>To where Meta delivers what happens: the callback URL of the webhooks.</summary>
    public const string Webhook = "/meta/webhook";
}
