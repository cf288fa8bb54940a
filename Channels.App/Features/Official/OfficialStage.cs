using Channels.App.Components;
using Channels.Domain;

namespace Channels.App.Features.Official;

/// <summary>What the dialog of the official API shows.</summary>
public enum OfficialStage
{
    /// <summary>Nothing is under way.</summary>
    Ready,

    /// <summary>Somebody authorizes at Facebook.</summary>
    Waiting,

    /// <summary>One of several numbers has to be chosen.</summary>
    Choosing,

    /// <summary>Meta does not say which account was authorized.</summary>
    NoAccount,

    /// <summary>The account has no number.</summary>
    NoNumber,

    /// <summary>The system goes on by itself.</summary>
    Working,

    /// <summary>The number's PIN is wanted, or may be given.</summary>
    Pin,

    /// <summary>The number may be its owner's in the WhatsApp Business app: only a person who confirms it takes it from there.</summary>
    LeftApi,

    /// <summary>The authorization is there; something after it did not work.</summary>
    Stopped,

    /// <summary>It came to nothing.</summary>
    Failed,

    /// <summary>There was an authorization that no longer counts.</summary>
    Lost,

    Connected,
}

public static class OfficialStages
{
    public static OfficialStage Of(StatusReason reason) => reason.Code switch
    {
        _ when reason.Status == ChannelStatus.Connected => OfficialStage.Connected,
        ReasonCode.AwaitingFacebook => OfficialStage.Waiting,
        ReasonCode.ChooseNumber => OfficialStage.Choosing,
        ReasonCode.AccountNotNamed => OfficialStage.NoAccount,
        ReasonCode.AccountWithoutNumber => OfficialStage.NoNumber,
        _ when reason.Status == ChannelStatus.Connecting => OfficialStage.Working,
        ReasonCode.PinWrong or ReasonCode.NumberNotRegistered => OfficialStage.Pin,
        ReasonCode.NumberLeftApi => OfficialStage.LeftApi,
        ReasonCode.WebhookNotSubscribed or ReasonCode.NumberNotVerified or ReasonCode.SuspendedByMeta or ReasonCode.RegistrationPaused
            or ReasonCode.RegistrationRefused or ReasonCode.NumberOffAtMeta or ReasonCode.SendingBlocked
            or ReasonCode.BlockedByMeta or ReasonCode.RegistrationBlocked or ReasonCode.NumberJustDeleted
            or ReasonCode.AppLacksAccess => OfficialStage.Stopped,
        ReasonCode.NeverConnected or ReasonCode.DisconnectedBy or ReasonCode.DisconnectedStillSubscribed => OfficialStage.Ready,
        ReasonCode.AuthorizationExpired or ReasonCode.AppRemoved or ReasonCode.FacebookPasswordChanged
            or ReasonCode.AuthorizationInvalid or ReasonCode.PermissionLost or ReasonCode.CredentialsUnreadable => OfficialStage.Lost,
        _ => OfficialStage.Failed,
    };

    /// <returns>The resource key of what to do, for somebody in front of the dialog; null where the dialog says it.</returns>
    public static string? HintOf(StatusReason reason) => reason.Code switch
    {
        ReasonCode.AccountWithoutNumber => "Official_HintAddNumber",
        ReasonCode.WebhookNotSubscribed => "Official_HintAccess",
        ReasonCode.NumberNotVerified => "Official_HintVerify",
        ReasonCode.RegistrationPaused or ReasonCode.NumberJustDeleted => "Official_HintPause",
        ReasonCode.RegistrationRefused or ReasonCode.NumberOffAtMeta or ReasonCode.SendingBlocked => "Official_HintManager",
        ReasonCode.BlockedByMeta or ReasonCode.RegistrationBlocked => "Official_HintAppeal",
        ReasonCode.AppLacksAccess => "Official_HintAdvancedAccess",
        ReasonCode.SuspendedByMeta => "Official_HintSuspended",
        ReasonCode.NumberLeftApi => "Official_HintLeftApi",
        ReasonCode.NoAccountShared => "Official_HintShare",
        ReasonCode.PermissionLost => "Official_HintPermissions",
        ReasonCode.NumberGone or ReasonCode.WrongNumber => "Official_HintNumber",
        ReasonCode.SameNumberElsewhere => "Official_HintElsewhere",
        ReasonCode.ConnectedExpiresSoon => "Official_HintRenew",
        ReasonCode.DisconnectedStillSubscribed => "Step_RemoveApp",
        _ when reason.Status == ChannelStatus.Connected => StatusLook.Of(reason).Step,
        _ => null,
    };
}
