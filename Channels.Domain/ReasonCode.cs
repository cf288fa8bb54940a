using static Channels.Domain.ReasonTraits;

namespace Channels.Domain;

/// <summary>
/// The reasons behind the three states, each with its state and traits. Stored by name; the words stand under
/// <c>Reason_</c> and the name, the look in the app's <c>StatusLook</c>.
/// </summary>
public enum ReasonCode
{
    /// <summary>Never connected.</summary>
    [Reason(ChannelStatus.Disconnected)]
    NeverConnected,

    /// <summary>Opening a line for pairing; no code yet.</summary>
    [Reason(ChannelStatus.Connecting, Pairing)]
    Opening,

    /// <summary>A code waits to be scanned.</summary>
    [Reason(ChannelStatus.Connecting, Pairing)]
    CodeOnScreen,

    /// <summary>A code waits to be typed on the phone.</summary>
    [Reason(ChannelStatus.Connecting, Typing)]
    CodeToType,

    /// <summary>The phone answered a code that was typed on it; whether it was the right one is not known yet.</summary>
    [Reason(ChannelStatus.Connecting, Typing)]
    CodeTyped,

    /// <summary>The phone went no further after a code was typed on it: the code still waits.</summary>
    [Reason(ChannelStatus.Connecting, Typing)]
    CodeMistyped,

    /// <summary>The phone took the code; the device is being linked.</summary>
    [Reason(ChannelStatus.Connecting, Pairing)]
    CodeScanned,

    /// <summary>WhatsApp asked the phone for a passkey, which a linked device of this kind cannot give.</summary>
    [Reason(ChannelStatus.Connecting, Pairing)]
    PasskeyWanted,

    /// <summary>The pairing ended where WhatsApp wanted a passkey.</summary>
    [Reason(ChannelStatus.Disconnected, AttemptEnded)]
    PasskeyRequired,

    /// <summary>No code was scanned in time.</summary>
    [Reason(ChannelStatus.Disconnected, AttemptEnded)]
    CodeExpired,

    /// <summary>No code was typed in time on the phone of the number that it was made for. SeenNumber.</summary>
    [Reason(ChannelStatus.Disconnected, AttemptEnded)]
    CodeNotTyped,

    /// <summary>No code could be had. Cause, HttpStatus.</summary>
    [Reason(ChannelStatus.Disconnected, AttemptEnded)]
    PairingFailed,

    /// <summary>Logged in, with a number.</summary>
    [Reason(ChannelStatus.Connected, ComesBack)]
    Connected,

    /// <summary>Logged in; WhatsApp forbids new chats for now. Until.</summary>
    [Reason(ChannelStatus.Connected, ComesBack | Ban)]
    ConnectedRestricted,

    /// <summary>Logged in; what customers write cannot be decrypted. See <see cref="UnreadRun"/>.</summary>
    [Reason(ChannelStatus.Connected, ComesBack)]
    ConnectedDeaf,

    /// <summary>The line is being made again. Cause, HttpStatus, Attempt, NextTryAt.</summary>
    [Reason(ChannelStatus.Connecting, ComesBack | Trouble)]
    Reconnecting,

    /// <summary>WhatsApp ended the session several times in a row; still tried. Attempt, NextTryAt.</summary>
    [Reason(ChannelStatus.Disconnected, ComesBack | Trouble | MayBeKept)]
    SessionFailing,

    /// <summary>The device was unlinked on the phone.</summary>
    [Reason(ChannelStatus.Disconnected, Trouble)]
    LoggedOutOnPhone,

    /// <summary>Disconnected by a person; the device is gone from the phone. Who.</summary>
    [Reason(ChannelStatus.Disconnected, ByPerson)]
    DisconnectedBy,

    /// <summary>Disconnected by a person while WhatsApp could not be told: the phone still lists the device. Who.</summary>
    [Reason(ChannelStatus.Disconnected, ByPerson)]
    DisconnectedDeviceListed,

    /// <summary>The same session was opened elsewhere.</summary>
    [Reason(ChannelStatus.Disconnected, Trouble | MayBeKept)]
    Replaced,

    /// <summary>WhatsApp banned or blocked the account. Until, where it is for a time; NextTryAt, where it does not say for how long.</summary>
    [Reason(ChannelStatus.Disconnected, Trouble | MayBeKept | Ban)]
    Banned,

    /// <summary>The phone has another number than the channel had. SeenNumber.</summary>
    [Reason(ChannelStatus.Disconnected, AttemptEnded)]
    WrongNumber,

    /// <summary>Another channel has this number already. SeenNumber, OtherChannel.</summary>
    [Reason(ChannelStatus.Disconnected, AttemptEnded)]
    SameNumberElsewhere,

    /// <summary>WhatsApp no longer accepts this version of the client. NextTryAt, where a login is tried again.</summary>
    [Reason(ChannelStatus.Disconnected, Trouble | MayBeKept)]
    ClientTooOld,

    /// <summary>The account does not support linked devices.</summary>
    [Reason(ChannelStatus.Disconnected, Trouble)]
    AccountTooOld,

    /// <summary>What answered at WhatsApp's address is not WhatsApp.</summary>
    [Reason(ChannelStatus.Disconnected, Trouble | MayBeKept)]
    NotWhatsApp,

    /// <summary>The kept credentials are missing or cannot be decrypted.</summary>
    [Reason(ChannelStatus.Disconnected, Trouble)]
    CredentialsUnreadable,

    /// <summary>The gateway cannot work on this machine.</summary>
    [Reason(ChannelStatus.Disconnected, Trouble)]
    GatewayMissing,

    /// <summary>A simulated channel outside development.</summary>
    [Reason(ChannelStatus.Disconnected)]
    OnlyInDevelopment,

    // Of Meta's official API.

    /// <summary>An administrator was sent to Facebook to authorize. Who, Until.</summary>
    [Reason(ChannelStatus.Connecting, Authorizing)]
    AwaitingFacebook,

    /// <summary>Authorized for several numbers, of which somebody has to choose one.</summary>
    [Reason(ChannelStatus.Connecting, Authorizing)]
    ChooseNumber,

    /// <summary>Authorized for an account that has no number yet.</summary>
    [Reason(ChannelStatus.Connecting, Authorizing)]
    AccountWithoutNumber,

    /// <summary>Authorized, but Meta does not say for which account: somebody has to.</summary>
    [Reason(ChannelStatus.Connecting, Authorizing)]
    AccountNotNamed,

    /// <summary>Just authorized; Meta still prepares the number.</summary>
    [Reason(ChannelStatus.Connecting, Finishing | Trouble)]
    NumberSettling,

    /// <summary>The number is being registered for the Cloud API.</summary>
    [Reason(ChannelStatus.Connecting, Finishing | Trouble)]
    RegisteringNumber,

    /// <summary>The account is being asked to send us what happens.</summary>
    [Reason(ChannelStatus.Connecting, Finishing | Trouble)]
    SubscribingWebhook,

    /// <summary>Meta gave no authorization: somebody canceled, or the app lacks a permission.</summary>
    [Reason(ChannelStatus.Disconnected, AuthorizationEnded)]
    AuthorizationRefused,

    /// <summary>Disconnected by a person while Meta could not be told, which goes on being tried: the account still sends to this app. Who.</summary>
    [Reason(ChannelStatus.Disconnected, ByPerson)]
    DisconnectedStillSubscribed,

    /// <summary>Nobody came back from Facebook in time.</summary>
    [Reason(ChannelStatus.Disconnected, AuthorizationEnded)]
    AuthorizationTimedOut,

    /// <summary>Meta did not take the code that somebody came back with. Detail is Meta's own text.</summary>
    [Reason(ChannelStatus.Disconnected, AuthorizationEnded)]
    AuthorizationFailed,

    /// <summary>Authorized, but no WhatsApp Business account was shared.</summary>
    [Reason(ChannelStatus.Disconnected, AuthorizationEnded)]
    NoAccountShared,

    /// <summary>The authorization's time is over.</summary>
    [Reason(ChannelStatus.Disconnected, Trouble | MayBeKept)]
    AuthorizationExpired,

    /// <summary>Somebody removed the app at Facebook.</summary>
    [Reason(ChannelStatus.Disconnected, Trouble | MayBeKept)]
    AppRemoved,

    /// <summary>The person who authorized changed the password at Facebook.</summary>
    [Reason(ChannelStatus.Disconnected, Trouble | MayBeKept)]
    FacebookPasswordChanged,

    /// <summary>Meta takes the authorization no more, or there is none.</summary>
    [Reason(ChannelStatus.Disconnected, Trouble | MayBeKept)]
    AuthorizationInvalid,

    /// <summary>The authorization no longer covers the account or what is done with it.</summary>
    [Reason(ChannelStatus.Disconnected, Trouble | MayBeKept)]
    PermissionLost,

    /// <summary>The number or its account was deleted or moved elsewhere at Meta.</summary>
    [Reason(ChannelStatus.Disconnected, Trouble | MayBeKept)]
    NumberGone,

    /// <summary>Meta blocked the account or the number for breaking its policies. Detail is Meta's own text.</summary>
    [Reason(ChannelStatus.Disconnected, Trouble | MayBeKept | Ban)]
    BlockedByMeta,

    /// <summary>The account does not send us what happens, and could not be made to.</summary>
    [Reason(ChannelStatus.Disconnected, Trouble | MayBeKept)]
    WebhookNotSubscribed,

    /// <summary>The number has to be registered for the Cloud API.</summary>
    [Reason(ChannelStatus.Disconnected, Trouble | MayBeKept)]
    NumberNotRegistered,

    /// <summary>The number has a PIN of its own, and the one that was given is another.</summary>
    [Reason(ChannelStatus.Disconnected, Trouble | MayBeKept)]
    PinWrong,

    /// <summary>The number's ownership has to be verified at Meta first.</summary>
    [Reason(ChannelStatus.Disconnected, Trouble | MayBeKept)]
    NumberNotVerified,

    /// <summary>Meta registers no number for now: there were too many tries. Until, Detail.</summary>
    [Reason(ChannelStatus.Disconnected, Trouble | MayBeKept)]
    RegistrationPaused,

    /// <summary>Meta refused to register the number. Detail is Meta's own text.</summary>
    [Reason(ChannelStatus.Disconnected, Trouble | MayBeKept)]
    RegistrationRefused,

    /// <summary>Meta has the number as not connected.</summary>
    [Reason(ChannelStatus.Disconnected, Trouble | MayBeKept)]
    NumberOffAtMeta,

    /// <summary>Meta sends nothing for the number. Detail is Meta's own text.</summary>
    [Reason(ChannelStatus.Disconnected, Trouble | MayBeKept | Ban)]
    SendingBlocked,

    /// <summary>Connected; Meta restricts what may be sent. Until, where it is known; ToldAt.</summary>
    [Reason(ChannelStatus.Connected, Ban)]
    ConnectedRestrictedByMeta,

    /// <summary>Connected; the account has no way to pay for messages.</summary>
    [Reason(ChannelStatus.Connected)]
    ConnectedPaymentMissing,

    /// <summary>Connected; the authorization ends soon. Until.</summary>
    [Reason(ChannelStatus.Connected)]
    ConnectedExpiresSoon,

    /// <summary>Connected; no more may be sent for now.</summary>
    [Reason(ChannelStatus.Connected)]
    ConnectedLimitReached,

    /// <summary>Connected; Meta flagged the number for its quality.</summary>
    [Reason(ChannelStatus.Connected)]
    ConnectedFlagged,

    /// <summary>Connected; people block or report the number's messages.</summary>
    [Reason(ChannelStatus.Connected)]
    ConnectedQualityLow,

    /// <summary>Connected; Meta limits what may be sent. Detail is Meta's own text.</summary>
    [Reason(ChannelStatus.Connected)]
    ConnectedLimited,

    /// <summary>The app may not act for others at Meta: it lacks Advanced Access, whatever was agreed to.</summary>
    [Reason(ChannelStatus.Disconnected, AuthorizationEnded | MayBeKept)]
    AppLacksAccess,

    /// <summary>
    /// Meta could not be asked to take the code that somebody came back with. Cause; without one it was this console that
    /// stopped.
    /// </summary>
    [Reason(ChannelStatus.Disconnected, AuthorizationEnded)]
    AuthorizationInterrupted,

    /// <summary>The number was deleted at Meta a moment ago, and can be registered only some minutes later. Until, Detail.</summary>
    [Reason(ChannelStatus.Disconnected, Trouble | MayBeKept)]
    NumberJustDeleted,

    /// <summary>Meta registers nothing for the account for now, for breaking its policies. Detail is Meta's own text.</summary>
    [Reason(ChannelStatus.Disconnected, Trouble | MayBeKept)]
    RegistrationBlocked,

    /// <summary>Connected; Meta noted a violation of its policies. ToldAt; Detail is Meta's name of it.</summary>
    [Reason(ChannelStatus.Connected)]
    ConnectedViolation,

    /// <summary>Connected; Meta is going to disable the account. Until, ToldAt.</summary>
    [Reason(ChannelStatus.Connected)]
    ConnectedDisableScheduled,

    /// <summary>Meta suspended the messages of a number that is also in the WhatsApp Business app, for minutes as a rule. ToldAt.</summary>
    [Reason(ChannelStatus.Disconnected, Trouble | MayBeKept)]
    SuspendedByMeta,

    /// <summary>
    /// A number that was also in the WhatsApp Business app is no longer registered: whoever registers it here takes it from
    /// its owner's phone. Cause, where Meta told it.
    /// </summary>
    [Reason(ChannelStatus.Disconnected, Trouble | MayBeKept)]
    NumberLeftApi,

    /// <summary>Connected; the app's webhook at Meta leaves out what customers write.</summary>
    [Reason(ChannelStatus.Connected)]
    ConnectedMessagesMissing,

    /// <summary>Connected; Meta refused to send a message, for want of a permission, and sent none since. ToldAt.</summary>
    [Reason(ChannelStatus.Connected)]
    ConnectedSendingRefused,
}
