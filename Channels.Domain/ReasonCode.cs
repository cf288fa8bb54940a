namespace Channels.Domain;

/// <summary>The reasons behind the three states. Stored by name; words under <c>Reason_</c> and the name.</summary>
public enum ReasonCode
{
    /// <summary>Never connected.</summary>
    NeverConnected,

    /// <summary>Opening a line for pairing; no code yet.</summary>
    Opening,

    /// <summary>A code waits to be scanned.</summary>
    CodeOnScreen,

    /// <summary>A code waits to be typed on the phone.</summary>
    CodeToType,

    /// <summary>The phone answered a code that was typed on it; whether it was the right one is not known yet.</summary>
    CodeTyped,

    /// <summary>The phone went no further after a code was typed on it: the code still waits.</summary>
    CodeMistyped,

    /// <summary>The phone took the code; the device is being linked.</summary>
    CodeScanned,

    /// <summary>WhatsApp asked the phone for a passkey, which a linked device of this kind cannot give.</summary>
    PasskeyWanted,

    /// <summary>The pairing ended where WhatsApp wanted a passkey.</summary>
    PasskeyRequired,

    /// <summary>No code was scanned in time.</summary>
    CodeExpired,

    /// <summary>No code was typed in time on the phone of the number that it was made for. SeenNumber.</summary>
    CodeNotTyped,

    /// <summary>No code could be had. Cause, HttpStatus.</summary>
    PairingFailed,

    /// <summary>Logged in, with a number.</summary>
    Connected,

    /// <summary>Logged in; WhatsApp forbids new chats for now. Until.</summary>
    ConnectedRestricted,

    /// <summary>The line is being made again. Cause, HttpStatus, Attempt, NextTryAt.</summary>
    Reconnecting,

    /// <summary>WhatsApp ended the session several times in a row; still tried. Attempt, NextTryAt.</summary>
    SessionFailing,

    /// <summary>The device was unlinked on the phone.</summary>
    LoggedOutOnPhone,

    /// <summary>Disconnected by a person; the device is gone from the phone. Who.</summary>
    DisconnectedBy,

    /// <summary>Disconnected by a person while WhatsApp could not be told: the phone still lists the device. Who.</summary>
    DisconnectedDeviceListed,

    /// <summary>The same session was opened elsewhere.</summary>
    Replaced,

    /// <summary>WhatsApp banned or blocked the account. Until, where it is for a time.</summary>
    Banned,

    /// <summary>The phone has another number than the instance had. SeenNumber.</summary>
    WrongNumber,

    /// <summary>Another instance has this number already. SeenNumber, OtherChannel.</summary>
    SameNumberElsewhere,

    /// <summary>WhatsApp no longer accepts this version of the client.</summary>
    ClientTooOld,

    /// <summary>The account does not support linked devices.</summary>
    AccountTooOld,

    /// <summary>What answered at WhatsApp's address is not WhatsApp.</summary>
    NotWhatsApp,

    /// <summary>The kept credentials are missing or cannot be decrypted.</summary>
    CredentialsUnreadable,

    /// <summary>The gateway cannot work on this machine.</summary>
    GatewayMissing,

    /// <summary>A simulated instance outside development.</summary>
    OnlyInDevelopment,

    // Of Meta's official API.

    /// <summary>An administrator was sent to Facebook to authorise. Until.</summary>
    AwaitingFacebook,

    /// <summary>Authorised for several numbers, of which somebody has to choose one.</summary>
    ChooseNumber,

    /// <summary>Authorised for an account that has no number yet.</summary>
    AccountWithoutNumber,

    /// <summary>The number is being registered for the Cloud API.</summary>
    RegisteringNumber,

    /// <summary>The account is being asked to send us what happens.</summary>
    SubscribingWebhook,

    /// <summary>Meta gave no authorisation: somebody cancelled, or the app lacks a permission.</summary>
    AuthorizationRefused,

    /// <summary>Disconnected by a person while Meta could not be told: the account still sends to this app. Who.</summary>
    DisconnectedStillSubscribed,

    /// <summary>Nobody came back from Facebook in time.</summary>
    AuthorizationTimedOut,

    /// <summary>Meta did not take the code that somebody came back with. Detail is Meta's own text.</summary>
    AuthorizationFailed,

    /// <summary>Authorised, but no WhatsApp Business account was shared.</summary>
    NoAccountShared,

    /// <summary>The authorisation's time is over.</summary>
    AuthorizationExpired,

    /// <summary>Somebody removed the app at Facebook.</summary>
    AppRemoved,

    /// <summary>The person who authorised changed the password at Facebook.</summary>
    FacebookPasswordChanged,

    /// <summary>Meta takes the authorisation no more, or there is none.</summary>
    AuthorizationInvalid,

    /// <summary>The authorisation no longer covers the account or what is done with it.</summary>
    PermissionLost,

    /// <summary>The number or its account was deleted or moved elsewhere at Meta.</summary>
    NumberGone,

    /// <summary>Meta blocked the account or the number for breaking its policies. Detail is Meta's own text.</summary>
    BlockedByMeta,

    /// <summary>The account does not send us what happens, and could not be made to.</summary>
    WebhookNotSubscribed,

    /// <summary>The number has to be registered for the Cloud API.</summary>
    NumberNotRegistered,

    /// <summary>The number has a PIN of its own, and the one that was given is another.</summary>
    PinWrong,

    /// <summary>The number's ownership has to be verified at Meta first.</summary>
    NumberNotVerified,

    /// <summary>Meta registers no number for now: there were too many tries. Until, Detail.</summary>
    RegistrationPaused,

    /// <summary>Meta refused to register the number. Detail is Meta's own text.</summary>
    RegistrationRefused,

    /// <summary>Meta has the number as not connected.</summary>
    NumberOffAtMeta,

    /// <summary>Meta sends nothing for the number. Detail is Meta's own text.</summary>
    SendingBlocked,

    /// <summary>Connected; Meta restricts what may be sent. Until, where it is known.</summary>
    ConnectedRestrictedByMeta,

    /// <summary>Connected; the account has no way to pay for messages.</summary>
    ConnectedPaymentMissing,

    /// <summary>Connected; the authorisation ends soon. Until.</summary>
    ConnectedExpiresSoon,

    /// <summary>Connected; no more may be sent for now.</summary>
    ConnectedLimitReached,

    /// <summary>Connected; Meta flagged the number for its quality.</summary>
    ConnectedFlagged,

    /// <summary>Connected; people block or report the number's messages.</summary>
    ConnectedQualityLow,

    /// <summary>Connected; Meta limits what may be sent. Detail is Meta's own text.</summary>
    ConnectedLimited,
}
