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
}
