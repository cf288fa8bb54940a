namespace Channels.Domain;

/// <summary>Why a line to WhatsApp could not be had or broke. Words are in the resources, under <c>Cause_</c> and its name.</summary>
public enum ConnectionCause
{
    /// <summary>Nothing more is known.</summary>
    Unknown,

    /// <summary>The address of WhatsApp could not be resolved.</summary>
    NoDns,

    /// <summary>The connection was refused.</summary>
    Refused,

    /// <summary>Nobody answered in time.</summary>
    NoAnswer,

    /// <summary>Something between here and WhatsApp answered with plain HTTP: a proxy, a portal, an overloaded front.</summary>
    HttpAnswer,

    /// <summary>The TLS handshake failed or the certificate is not trusted.</summary>
    Tls,

    /// <summary>The other end closed the line.</summary>
    Closed,

    /// <summary>The line went dead without being closed.</summary>
    Lost,

    /// <summary>WhatsApp says that it is unavailable.</summary>
    ServiceUnavailable,

    /// <summary>WhatsApp ended the session with an error.</summary>
    SessionError,

    /// <summary>What answered is not WhatsApp.</summary>
    NotWhatsApp,

    /// <summary>WhatsApp makes no more pairing codes for now: there were too many.</summary>
    TooManyCodes,

    /// <summary>WhatsApp makes no pairing code for this number.</summary>
    CodeRefused,

    /// <summary>WhatsApp ended a pairing after a code was typed: it may have been the wrong one.</summary>
    CodeMistyped,

    /// <summary>The proxy on the way cannot be reached, or does not answer as one.</summary>
    ProxyUnreachable,

    /// <summary>The proxy on the way wants another user or password.</summary>
    ProxyLogin,

    /// <summary>The proxy on the way does not open WhatsApp's address.</summary>
    ProxyRefused,

    /// <summary>Ended by us, because the line goes through another proxy from now on.</summary>
    ProxyChanged,

    /// <summary>The gateway's own engine is not running: the app started, or the engine stopped.</summary>
    EngineStopped,

    /// <summary>The store did not keep what a line has to have kept.</summary>
    StoreFailed,

    // What Meta says of a number that was also in the WhatsApp Business app (WhatsApp documentation, account_update).

    /// <summary>Its owner ended the connection in the app.</summary>
    AccountDisconnected,

    /// <summary>Its owner went from the WhatsApp Business app to the ordinary one.</summary>
    BusinessDowngrade,

    /// <summary>Its owner changed the number in the app.</summary>
    NumberChanged,

    /// <summary>The Cloud API was not used for about 30 days.</summary>
    CompanionInactivity,

    /// <summary>The app was not opened on the phone for about 14 days.</summary>
    PrimaryInactivity,

    /// <summary>Its owner registered the number with WhatsApp anew.</summary>
    OwnerRegistered,
}
