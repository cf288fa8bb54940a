using Channels.Domain;
using MudBlazor;

namespace Channels.App.Components;

/// <summary>The colors of a status; never the only sign of it.</summary>
public enum StatusTone
{
    Good,
    Warning,
    Busy,
    Neutral,
    Bad,
}

/// <summary>How a channel with a given reason looks, and what to do about it.</summary>
/// <param name="Icon">SVG markup.</param>
/// <param name="Step">The resource key of the next step, or null where there is none.</param>
/// <param name="OperatorStep">The same for somebody who can neither connect nor see a code.</param>
/// <param name="Messages">The resource key of what it means for messages, or null where they flow.</param>
/// <param name="Action">The action that helps most.</param>
public sealed record StatusLook(
    string Icon, StatusTone Tone, string? Step, string? OperatorStep, string? Messages, CardAction Action)
{
    private const string Stopped = "Messages_Stopped";
    private const string TakesLong = "Step_TakesLong";
    private const string Ask = "Step_AskAdministrator";
    private const string Tell = "Step_TellAdministrator";

    /// <summary>Crossed out where something does not get through.</summary>
    public string MessagesIcon =>
        Messages is "Messages_UntilThen" or "Messages_LimitMayDrop" or "Messages_MayStop" ? Icons.Material.Outlined.Forum : Icons.Material.Outlined.SpeakerNotesOff;

    /// <summary>No message comes or goes.</summary>
    public bool IsStopped => Messages == Stopped;

    /// <summary>The tone as stylesheets call it.</summary>
    public string ToneName => Tone switch
    {
        StatusTone.Good => "good",
        StatusTone.Warning => "warning",
        StatusTone.Busy => "busy",
        StatusTone.Neutral => "neutral",
        _ => "bad",
    };

    public string? StepFor(bool isAdministrator) => isAdministrator ? Step : OperatorStep;

    /// <summary>Red means trouble and nothing else does.</summary>
    public static StatusLook Of(ChannelSnapshot channel)
    {
        var look = Of(channel.Reason, channel.Method);
        return !channel.IsInTrouble ? look
            : channel.Delay == Delay.Overdue ? look with { Tone = StatusTone.Bad, Step = TakesLong, OperatorStep = TakesLong }
            : look with { Tone = StatusTone.Bad };
    }

    /// <param name="method">Tells what connecting takes, where the reason does not.</param>
    public static StatusLook Of(StatusReason reason, ConnectionMethod method = ConnectionMethod.WhatsAppWeb) => reason.Code switch
    {
        ReasonCode.Connected => Working(StatusTone.Good, step: null, messages: null),
        ReasonCode.ConnectedRestricted => Working(StatusTone.Warning, "Step_UseLess", "Messages_NoNewChats"),
        ReasonCode.ConnectedDeaf => Working(StatusTone.Warning, "Step_LinkAnew", "Messages_Unreadable") with { OperatorStep = "Step_AskToLinkAnew" },

        ReasonCode.Opening => Pairing("Step_OpenCode", "Step_AdministratorConnects"),
        ReasonCode.CodeOnScreen => Pairing("Step_Scan", "Step_AdministratorScans"),
        ReasonCode.CodeToType or ReasonCode.CodeMistyped => Pairing("Step_Type", "Step_AdministratorTypes"),
        ReasonCode.CodeTyped => Waiting("Step_KeepPhoneOpen"),
        ReasonCode.CodeScanned => Waiting("Step_KeepPhoneOpen"),
        ReasonCode.PasskeyWanted => Pairing("Step_Passkey", "Step_AdministratorConnects"),
        ReasonCode.Reconnecting when IsOfProxy(reason) => Waiting("Step_FixProxy") with { OperatorStep = Tell },
        ReasonCode.Reconnecting => Waiting("Step_Wait"),
        ReasonCode.SessionFailing => new(
            Icons.Material.Filled.CloudOff, StatusTone.Bad, "Step_WaitOrConnect", "Step_WaitOrAsk", Stopped, CardAction.Refresh),

        ReasonCode.NeverConnected => Idle(method == ConnectionMethod.MetaCloud ? "Step_Authorize" : "Step_Connect"),
        ReasonCode.CodeExpired or ReasonCode.CodeNotTyped => Idle("Step_NewCode"),
        ReasonCode.DisconnectedBy => Idle(method == ConnectionMethod.MetaCloud ? "Step_AuthorizeAgain" : "Step_ConnectAgain"),
        ReasonCode.DisconnectedDeviceListed => Idle("Step_RemoveOnPhone", StatusTone.Warning),

        ReasonCode.PairingFailed when IsOfProxy(reason) => Refused("Step_FixProxy"),
        ReasonCode.PairingFailed => Refused(reason.Cause switch
        {
            ConnectionCause.CodeMistyped => "Step_TypeAgain",
            ConnectionCause.CodeRefused or ConnectionCause.TooManyCodes => "Step_NewCode",
            _ => "Step_CheckNetwork",
        }),
        ReasonCode.PasskeyRequired => Refused("Step_Passkey"),
        ReasonCode.LoggedOutOnPhone => Broken("Step_ConnectAgain"),
        ReasonCode.Replaced => Broken("Step_CloseTheOther"),
        ReasonCode.Banned => Barred(reason.Until is null ? "Step_AskWhatsApp" : "Step_BanEnds"),
        ReasonCode.WrongNumber => Refused("Step_RightNumber"),
        ReasonCode.SameNumberElsewhere => Refused("Step_UseTheOther"),
        ReasonCode.ClientTooOld => Broken("Step_UpdateConsole", "Step_UpdateConsole"),
        ReasonCode.AccountTooOld => Broken("Step_UpdateWhatsApp", "Step_UpdateThenAsk"),
        ReasonCode.NotWhatsApp => Broken("Step_CheckProxy", "Step_CheckProxy"),
        ReasonCode.CredentialsUnreadable => Broken("Step_ConnectAnew"),
        ReasonCode.GatewayMissing => Broken("Step_PrepareServer", "Step_PrepareServer"),
        ReasonCode.OnlyInDevelopment => Refused("Step_OnlyInDevelopment"),

        ReasonCode.ConnectedRestrictedByMeta or ReasonCode.ConnectedLimited => Working(StatusTone.Warning, "Step_SeeAtMeta", "Messages_SomeRefused"),
        ReasonCode.ConnectedMessagesMissing => Working(StatusTone.Warning, "Step_TickMessages", "Messages_NotHeard"),
        ReasonCode.ConnectedSendingRefused => Working(StatusTone.Warning, "Step_PermitSending", "Messages_NotSent"),
        ReasonCode.ConnectedPaymentMissing => Working(StatusTone.Warning, "Step_AddPayment", "Messages_PaidRefused"),
        ReasonCode.ConnectedExpiresSoon => Working(StatusTone.Warning, "Step_Renew", "Messages_UntilThen") with
        {
            OperatorStep = "Step_AskToRenew",
            Action = CardAction.Renew,
        },
        ReasonCode.ConnectedViolation => Working(StatusTone.Warning, "Step_AppealAtMeta", "Messages_MayStop"),
        ReasonCode.ConnectedDisableScheduled => Working(StatusTone.Warning, "Step_AppealAtMeta", "Messages_UntilThen"),
        ReasonCode.ConnectedLimitReached => Working(StatusTone.Warning, "Step_WaitForLimit", "Messages_SomeRefused"),
        ReasonCode.ConnectedFlagged or ReasonCode.ConnectedQualityLow => Working(StatusTone.Warning, "Step_UseLess", "Messages_LimitMayDrop"),

        ReasonCode.AwaitingFacebook => Authorizing("Step_FinishOnFacebook"),
        ReasonCode.ChooseNumber => Authorizing("Step_ChooseNumber"),
        ReasonCode.AccountWithoutNumber => Authorizing("Step_AddNumber"),
        ReasonCode.AccountNotNamed => Authorizing("Step_NameAccount"),
        ReasonCode.RegisteringNumber or ReasonCode.SubscribingWebhook or ReasonCode.NumberSettling => Waiting("Step_WaitMoment"),

        ReasonCode.DisconnectedStillSubscribed => Idle("Step_RemoveApp", StatusTone.Warning),
        ReasonCode.AuthorizationTimedOut => Idle("Step_AuthorizeAgain"),
        ReasonCode.AuthorizationRefused => Idle("Step_AuthorizeAgain", StatusTone.Warning),
        ReasonCode.NoAccountShared => Idle("Step_ShareAccount", StatusTone.Warning),
        ReasonCode.AuthorizationFailed or ReasonCode.AuthorizationInterrupted => Refused("Step_AuthorizeAgain"),
        ReasonCode.AppLacksAccess => Refused("Step_AskForAccess"),
        ReasonCode.AuthorizationExpired or ReasonCode.AppRemoved
            or ReasonCode.FacebookPasswordChanged or ReasonCode.AuthorizationInvalid => Broken("Step_AuthorizeAgain"),
        ReasonCode.PermissionLost => Broken("Step_AuthorizeFully"),
        ReasonCode.NumberGone => Broken("Step_NumberAtMeta", Tell),
        ReasonCode.WebhookNotSubscribed => Broken("Step_FinishAgain"),
        ReasonCode.NumberNotRegistered => Broken("Step_Register"),
        ReasonCode.NumberLeftApi => Broken("Step_DecideOnNumber"),
        ReasonCode.SuspendedByMeta => Barred("Step_WaitSuspension"),
        ReasonCode.PinWrong => Broken("Step_EnterPin"),
        ReasonCode.NumberNotVerified => Broken("Step_VerifyNumber", Tell),
        ReasonCode.RegistrationPaused or ReasonCode.NumberJustDeleted => Broken("Step_WaitForPause"),
        ReasonCode.RegistrationBlocked => Broken("Step_AppealThenConnect", Tell),
        ReasonCode.RegistrationRefused => Broken("Step_CheckThenConnect", Tell),
        ReasonCode.BlockedByMeta => Held("Step_AppealAtMeta"),
        ReasonCode.NumberOffAtMeta or ReasonCode.SendingBlocked => Held("Step_CheckAtMeta"),
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason.Code, "No look for this reason."),
    };

    private static bool IsOfProxy(StatusReason reason) =>
        reason.Cause is ConnectionCause.ProxyUnreachable or ConnectionCause.ProxyLogin or ConnectionCause.ProxyRefused;

    private static StatusLook Working(StatusTone tone, string? step, string? messages) =>
        new(Icons.Material.Filled.CheckCircle, tone, step, step, messages, CardAction.Refresh);

    private static StatusLook Pairing(string step, string operatorStep) =>
        new(Icons.Material.Filled.QrCode2, StatusTone.Busy, step, operatorStep, Stopped, CardAction.Connect);

    private static StatusLook Authorizing(string step) =>
        new(Icons.Material.Outlined.Key, StatusTone.Busy, step, "Step_AdministratorConnects", Stopped, CardAction.Connect);

    private static StatusLook Waiting(string step) =>
        new(Icons.Material.Filled.Sync, StatusTone.Busy, step, step, Stopped, CardAction.Refresh);

    private static StatusLook Idle(string step, StatusTone tone = StatusTone.Neutral) =>
        new(Icons.Material.Filled.LinkOff, tone, step, Ask, Stopped, CardAction.Connect);

    private static StatusLook Broken(string step, string operatorStep = Ask) =>
        new(Icons.Material.Filled.Error, StatusTone.Bad, step, operatorStep, Stopped, CardAction.Connect);

    // What came of somebody's try to connect: it failed, and nothing that worked is lost.
    private static StatusLook Refused(string step) => Broken(step) with { Tone = StatusTone.Warning };

    // To connect the same number again changes nothing.
    private static StatusLook Barred(string step) => Broken(step, step) with { Action = CardAction.Refresh };

    // Only Meta can undo it: the connection itself has nothing to be repaired.
    private static StatusLook Held(string step) =>
        new(Icons.Material.Filled.Error, StatusTone.Bad, step, Tell, Stopped, CardAction.Refresh);
}
