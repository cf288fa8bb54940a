namespace Channels.Domain;

/// <summary>The one table from reason to state.</summary>
public static class ReasonTable
{
    private static readonly Dictionary<ReasonCode, ChannelStatus> Statuses = new()
    {
        [ReasonCode.Connected] = ChannelStatus.Connected,
        [ReasonCode.ConnectedRestricted] = ChannelStatus.Connected,

        [ReasonCode.Opening] = ChannelStatus.Connecting,
        [ReasonCode.CodeOnScreen] = ChannelStatus.Connecting,
        [ReasonCode.CodeToType] = ChannelStatus.Connecting,
        [ReasonCode.CodeTyped] = ChannelStatus.Connecting,
        [ReasonCode.CodeMistyped] = ChannelStatus.Connecting,
        [ReasonCode.CodeScanned] = ChannelStatus.Connecting,
        [ReasonCode.PasskeyWanted] = ChannelStatus.Connecting,
        [ReasonCode.Reconnecting] = ChannelStatus.Connecting,

        [ReasonCode.NeverConnected] = ChannelStatus.Disconnected,
        [ReasonCode.CodeExpired] = ChannelStatus.Disconnected,
        [ReasonCode.CodeNotTyped] = ChannelStatus.Disconnected,
        [ReasonCode.PairingFailed] = ChannelStatus.Disconnected,
        [ReasonCode.PasskeyRequired] = ChannelStatus.Disconnected,
        [ReasonCode.SessionFailing] = ChannelStatus.Disconnected,
        [ReasonCode.LoggedOutOnPhone] = ChannelStatus.Disconnected,
        [ReasonCode.DisconnectedBy] = ChannelStatus.Disconnected,
        [ReasonCode.DisconnectedDeviceListed] = ChannelStatus.Disconnected,
        [ReasonCode.Replaced] = ChannelStatus.Disconnected,
        [ReasonCode.Banned] = ChannelStatus.Disconnected,
        [ReasonCode.WrongNumber] = ChannelStatus.Disconnected,
        [ReasonCode.SameNumberElsewhere] = ChannelStatus.Disconnected,
        [ReasonCode.ClientTooOld] = ChannelStatus.Disconnected,
        [ReasonCode.AccountTooOld] = ChannelStatus.Disconnected,
        [ReasonCode.NotWhatsApp] = ChannelStatus.Disconnected,
        [ReasonCode.CredentialsUnreadable] = ChannelStatus.Disconnected,
        [ReasonCode.GatewayMissing] = ChannelStatus.Disconnected,
        [ReasonCode.OnlyInDevelopment] = ChannelStatus.Disconnected,

        [ReasonCode.ConnectedRestrictedByMeta] = ChannelStatus.Connected,
        [ReasonCode.ConnectedPaymentMissing] = ChannelStatus.Connected,
        [ReasonCode.ConnectedExpiresSoon] = ChannelStatus.Connected,
        [ReasonCode.ConnectedLimitReached] = ChannelStatus.Connected,
        [ReasonCode.ConnectedFlagged] = ChannelStatus.Connected,
        [ReasonCode.ConnectedQualityLow] = ChannelStatus.Connected,
        [ReasonCode.ConnectedLimited] = ChannelStatus.Connected,

        [ReasonCode.AwaitingFacebook] = ChannelStatus.Connecting,
        [ReasonCode.ChooseNumber] = ChannelStatus.Connecting,
        [ReasonCode.AccountWithoutNumber] = ChannelStatus.Connecting,
        [ReasonCode.RegisteringNumber] = ChannelStatus.Connecting,
        [ReasonCode.SubscribingWebhook] = ChannelStatus.Connecting,

        [ReasonCode.DisconnectedStillSubscribed] = ChannelStatus.Disconnected,
        [ReasonCode.AuthorizationRefused] = ChannelStatus.Disconnected,
        [ReasonCode.AuthorizationTimedOut] = ChannelStatus.Disconnected,
        [ReasonCode.AuthorizationFailed] = ChannelStatus.Disconnected,
        [ReasonCode.NoAccountShared] = ChannelStatus.Disconnected,
        [ReasonCode.AuthorizationExpired] = ChannelStatus.Disconnected,
        [ReasonCode.AppRemoved] = ChannelStatus.Disconnected,
        [ReasonCode.FacebookPasswordChanged] = ChannelStatus.Disconnected,
        [ReasonCode.AuthorizationInvalid] = ChannelStatus.Disconnected,
        [ReasonCode.PermissionLost] = ChannelStatus.Disconnected,
        [ReasonCode.NumberGone] = ChannelStatus.Disconnected,
        [ReasonCode.BlockedByMeta] = ChannelStatus.Disconnected,
        [ReasonCode.WebhookNotSubscribed] = ChannelStatus.Disconnected,
        [ReasonCode.NumberNotRegistered] = ChannelStatus.Disconnected,
        [ReasonCode.PinWrong] = ChannelStatus.Disconnected,
        [ReasonCode.NumberNotVerified] = ChannelStatus.Disconnected,
        [ReasonCode.RegistrationPaused] = ChannelStatus.Disconnected,
        [ReasonCode.RegistrationRefused] = ChannelStatus.Disconnected,
        [ReasonCode.NumberOffAtMeta] = ChannelStatus.Disconnected,
        [ReasonCode.SendingBlocked] = ChannelStatus.Disconnected,
    };

    public static ChannelStatus StatusOf(ReasonCode code) => Statuses[code];

    /// <summary>
    /// A code is being made, shown or confirmed, or somebody authorises: what happens belongs to an open connect dialog.
    /// </summary>
    public static bool IsPairing(ReasonCode code) =>
        code is ReasonCode.Opening or ReasonCode.CodeOnScreen or ReasonCode.CodeScanned or ReasonCode.PasskeyWanted
        || WaitsForTyping(code) || IsAuthorizing(code);

    /// <summary>An administrator authorises at Facebook, or has to choose what to connect of what was authorised.</summary>
    public static bool IsAuthorizing(ReasonCode code) =>
        code is ReasonCode.AwaitingFacebook or ReasonCode.ChooseNumber or ReasonCode.AccountWithoutNumber;

    /// <summary>Authorised, and on its way to be connected without a person.</summary>
    public static bool IsFinishing(ReasonCode code) => code is ReasonCode.SubscribingWebhook or ReasonCode.RegisteringNumber;

    /// <summary>What ends the wait for somebody who is at Facebook; whatever else is said meanwhile is of before.</summary>
    public static bool EndsWaiting(ReasonCode code) => EndedAuthorizing(code) || IsFinishing(code);

    public static bool IsDisconnectedByPerson(ReasonCode code) =>
        code is ReasonCode.DisconnectedBy or ReasonCode.DisconnectedDeviceListed or ReasonCode.DisconnectedStillSubscribed;

    /// <summary>An authorisation that a person asked for came to nothing.</summary>
    private static bool EndedAuthorizing(ReasonCode code) =>
        code is ReasonCode.AuthorizationRefused or ReasonCode.AuthorizationTimedOut or ReasonCode.AuthorizationFailed
            or ReasonCode.NoAccountShared;

    /// <summary>A code for a number was made, to be typed on its phone.</summary>
    public static bool WaitsForTyping(ReasonCode code) =>
        code is ReasonCode.CodeToType or ReasonCode.CodeTyped or ReasonCode.CodeMistyped;

    /// <summary>The instance was connected, or on its way back, so that a restarted engine has to bring it back.</summary>
    public static bool ComesBack(ReasonCode code) =>
        code is ReasonCode.Connected or ReasonCode.ConnectedRestricted or ReasonCode.Reconnecting or ReasonCode.SessionFailing;

    /// <summary>
    /// Down through no person's doing: neither disconnected by one, nor in or after a pairing that one asked for.
    /// </summary>
    public static bool IsTrouble(ReasonCode code) =>
        StatusOf(code) != ChannelStatus.Connected
        && !IsPairing(code)
        && !EndedAuthorizing(code)
        && !IsDisconnectedByPerson(code)
        && code is not (ReasonCode.NeverConnected
            or ReasonCode.CodeExpired or ReasonCode.CodeNotTyped or ReasonCode.PairingFailed or ReasonCode.PasskeyRequired
            or ReasonCode.WrongNumber or ReasonCode.SameNumberElsewhere or ReasonCode.OnlyInDevelopment);

    /// <summary>There is a line to end, or something may be kept with which it could come back: credentials or an authorization.</summary>
    public static bool CanDisconnect(StatusReason reason) =>
        reason.Status != ChannelStatus.Disconnected
        || reason.Code is ReasonCode.SessionFailing or ReasonCode.Replaced or ReasonCode.Banned
            or ReasonCode.ClientTooOld or ReasonCode.NotWhatsApp
        || reason.Code is ReasonCode.AuthorizationExpired or ReasonCode.AppRemoved or ReasonCode.FacebookPasswordChanged
            or ReasonCode.AuthorizationInvalid or ReasonCode.PermissionLost or ReasonCode.NumberGone or ReasonCode.BlockedByMeta
            or ReasonCode.WebhookNotSubscribed or ReasonCode.NumberNotRegistered or ReasonCode.PinWrong
            or ReasonCode.NumberNotVerified or ReasonCode.RegistrationPaused or ReasonCode.RegistrationRefused
            or ReasonCode.NumberOffAtMeta or ReasonCode.SendingBlocked;
}
