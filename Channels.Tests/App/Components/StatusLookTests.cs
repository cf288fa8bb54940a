using Channels.App.Components;
using Channels.Domain;

namespace Channels.Tests.App.Components;

public sealed class StatusLookTests
{
    public static TheoryData<ReasonCode, StatusTone, CardAction> Table => new()
    {
        { ReasonCode.Connected, StatusTone.Good, CardAction.Refresh },
        { ReasonCode.ConnectedRestricted, StatusTone.Warning, CardAction.Refresh },
        { ReasonCode.ConnectedDeaf, StatusTone.Warning, CardAction.Refresh },
        { ReasonCode.Opening, StatusTone.Busy, CardAction.Connect },
        { ReasonCode.CodeOnScreen, StatusTone.Busy, CardAction.Connect },
        { ReasonCode.CodeToType, StatusTone.Busy, CardAction.Connect },
        { ReasonCode.CodeTyped, StatusTone.Busy, CardAction.Refresh },
        { ReasonCode.CodeMistyped, StatusTone.Busy, CardAction.Connect },
        { ReasonCode.CodeScanned, StatusTone.Busy, CardAction.Refresh },
        { ReasonCode.PasskeyWanted, StatusTone.Busy, CardAction.Connect },
        { ReasonCode.Reconnecting, StatusTone.Busy, CardAction.Refresh },
        { ReasonCode.NeverConnected, StatusTone.Neutral, CardAction.Connect },
        { ReasonCode.CodeExpired, StatusTone.Neutral, CardAction.Connect },
        { ReasonCode.CodeNotTyped, StatusTone.Neutral, CardAction.Connect },
        { ReasonCode.DisconnectedBy, StatusTone.Neutral, CardAction.Connect },
        { ReasonCode.DisconnectedDeviceListed, StatusTone.Warning, CardAction.Connect },
        { ReasonCode.PairingFailed, StatusTone.Warning, CardAction.Connect },
        { ReasonCode.PasskeyRequired, StatusTone.Warning, CardAction.Connect },
        { ReasonCode.SessionFailing, StatusTone.Bad, CardAction.Refresh },
        { ReasonCode.LoggedOutOnPhone, StatusTone.Bad, CardAction.Connect },
        { ReasonCode.Replaced, StatusTone.Bad, CardAction.Connect },
        { ReasonCode.Banned, StatusTone.Bad, CardAction.Refresh },
        { ReasonCode.WrongNumber, StatusTone.Warning, CardAction.Connect },
        { ReasonCode.SameNumberElsewhere, StatusTone.Warning, CardAction.Connect },
        { ReasonCode.ClientTooOld, StatusTone.Bad, CardAction.Connect },
        { ReasonCode.AccountTooOld, StatusTone.Bad, CardAction.Connect },
        { ReasonCode.NotWhatsApp, StatusTone.Bad, CardAction.Connect },
        { ReasonCode.CredentialsUnreadable, StatusTone.Bad, CardAction.Connect },
        { ReasonCode.GatewayMissing, StatusTone.Bad, CardAction.Connect },
        { ReasonCode.OnlyInDevelopment, StatusTone.Warning, CardAction.Connect },
        { ReasonCode.ConnectedRestrictedByMeta, StatusTone.Warning, CardAction.Refresh },
        { ReasonCode.ConnectedPaymentMissing, StatusTone.Warning, CardAction.Refresh },
        { ReasonCode.ConnectedExpiresSoon, StatusTone.Warning, CardAction.Renew },
        { ReasonCode.ConnectedLimitReached, StatusTone.Warning, CardAction.Refresh },
        { ReasonCode.ConnectedFlagged, StatusTone.Warning, CardAction.Refresh },
        { ReasonCode.ConnectedQualityLow, StatusTone.Warning, CardAction.Refresh },
        { ReasonCode.ConnectedLimited, StatusTone.Warning, CardAction.Refresh },
        { ReasonCode.ConnectedViolation, StatusTone.Warning, CardAction.Refresh },
        { ReasonCode.ConnectedDisableScheduled, StatusTone.Warning, CardAction.Refresh },
        { ReasonCode.AwaitingFacebook, StatusTone.Busy, CardAction.Connect },
        { ReasonCode.ChooseNumber, StatusTone.Busy, CardAction.Connect },
        { ReasonCode.AccountWithoutNumber, StatusTone.Busy, CardAction.Connect },
        { ReasonCode.AccountNotNamed, StatusTone.Busy, CardAction.Connect },
        { ReasonCode.ConnectedSendingRefused, StatusTone.Warning, CardAction.Refresh },
        { ReasonCode.ConnectedMessagesMissing, StatusTone.Warning, CardAction.Refresh },
        { ReasonCode.NumberSettling, StatusTone.Busy, CardAction.Refresh },
        { ReasonCode.RegisteringNumber, StatusTone.Busy, CardAction.Refresh },
        { ReasonCode.SubscribingWebhook, StatusTone.Busy, CardAction.Refresh },
        { ReasonCode.DisconnectedStillSubscribed, StatusTone.Warning, CardAction.Connect },
        { ReasonCode.AuthorizationRefused, StatusTone.Warning, CardAction.Connect },
        { ReasonCode.AuthorizationTimedOut, StatusTone.Neutral, CardAction.Connect },
        { ReasonCode.AuthorizationFailed, StatusTone.Warning, CardAction.Connect },
        { ReasonCode.AuthorizationInterrupted, StatusTone.Warning, CardAction.Connect },
        { ReasonCode.AppLacksAccess, StatusTone.Warning, CardAction.Connect },
        { ReasonCode.NoAccountShared, StatusTone.Warning, CardAction.Connect },
        { ReasonCode.AuthorizationExpired, StatusTone.Bad, CardAction.Connect },
        { ReasonCode.AppRemoved, StatusTone.Bad, CardAction.Connect },
        { ReasonCode.FacebookPasswordChanged, StatusTone.Bad, CardAction.Connect },
        { ReasonCode.AuthorizationInvalid, StatusTone.Bad, CardAction.Connect },
        { ReasonCode.PermissionLost, StatusTone.Bad, CardAction.Connect },
        { ReasonCode.NumberGone, StatusTone.Bad, CardAction.Connect },
        { ReasonCode.BlockedByMeta, StatusTone.Bad, CardAction.Refresh },
        { ReasonCode.WebhookNotSubscribed, StatusTone.Bad, CardAction.Connect },
        { ReasonCode.NumberNotRegistered, StatusTone.Bad, CardAction.Connect },
        { ReasonCode.PinWrong, StatusTone.Bad, CardAction.Connect },
        { ReasonCode.NumberNotVerified, StatusTone.Bad, CardAction.Connect },
        { ReasonCode.RegistrationPaused, StatusTone.Bad, CardAction.Connect },
        { ReasonCode.NumberJustDeleted, StatusTone.Bad, CardAction.Connect },
        { ReasonCode.RegistrationBlocked, StatusTone.Bad, CardAction.Connect },
        { ReasonCode.RegistrationRefused, StatusTone.Bad, CardAction.Connect },
        { ReasonCode.NumberOffAtMeta, StatusTone.Bad, CardAction.Refresh },
        { ReasonCode.SendingBlocked, StatusTone.Bad, CardAction.Refresh },
        { ReasonCode.SuspendedByMeta, StatusTone.Bad, CardAction.Refresh },
        { ReasonCode.NumberLeftApi, StatusTone.Bad, CardAction.Connect },
    };

    [Fact]
    public void Table_HasEveryReason() =>
        Assert.Equal(Enum.GetValues<ReasonCode>().Order(), Table.Select(x => x.Data.Item1).Order());

    [Theory]
    [MemberData(nameof(Table))]
    public void Of_EveryReason_LooksAsTheTableSays(ReasonCode code, StatusTone tone, CardAction action)
    {
        var look = StatusLook.Of(new StatusReason(code));

        Assert.Equal((tone, action), (look.Tone, look.Action));
        Assert.NotEmpty(look.Icon);
        Assert.Equal(code == ReasonCode.Connected, look.Step is null);
        Assert.Equal(code == ReasonCode.Connected, look.Messages is null);
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void CanDisconnect_WhereALineOrCredentialsMayBeKept(ReasonCode code, StatusTone tone, CardAction action)
    {
        _ = (tone, action);
        var kept = code is ReasonCode.SessionFailing or ReasonCode.Replaced or ReasonCode.Banned
            or ReasonCode.ClientTooOld or ReasonCode.NotWhatsApp
            // Of the official API, whatever comes after an authorization that was given.
            or (>= ReasonCode.AuthorizationExpired and <= ReasonCode.SendingBlocked)
            or ReasonCode.AppLacksAccess or ReasonCode.NumberJustDeleted or ReasonCode.RegistrationBlocked
            or ReasonCode.SuspendedByMeta or ReasonCode.NumberLeftApi;

        Assert.Equal(
            kept || ReasonTable.StatusOf(code) != ChannelStatus.Disconnected,
            ReasonTable.CanDisconnect(code));
    }

    [Theory]
    [InlineData(ReasonCode.NeverConnected, "Step_AskAdministrator")]
    [InlineData(ReasonCode.LoggedOutOnPhone, "Step_AskAdministrator")]
    [InlineData(ReasonCode.Opening, "Step_AdministratorConnects")]
    [InlineData(ReasonCode.CodeOnScreen, "Step_AdministratorScans")]
    [InlineData(ReasonCode.CodeToType, "Step_AdministratorTypes")]
    [InlineData(ReasonCode.PasskeyWanted, "Step_AdministratorConnects")]
    [InlineData(ReasonCode.SessionFailing, "Step_WaitOrAsk")]
    [InlineData(ReasonCode.Banned, "Step_AskWhatsApp")]
    [InlineData(ReasonCode.ClientTooOld, "Step_UpdateConsole")]
    [InlineData(ReasonCode.AccountTooOld, "Step_UpdateThenAsk")]
    [InlineData(ReasonCode.NotWhatsApp, "Step_CheckProxy")]
    [InlineData(ReasonCode.GatewayMissing, "Step_PrepareServer")]
    [InlineData(ReasonCode.Reconnecting, "Step_Wait")]
    [InlineData(ReasonCode.AwaitingFacebook, "Step_AdministratorConnects")]
    [InlineData(ReasonCode.AuthorizationExpired, "Step_AskAdministrator")]
    [InlineData(ReasonCode.BlockedByMeta, "Step_TellAdministrator")]
    [InlineData(ReasonCode.ConnectedExpiresSoon, "Step_AskToRenew")]
    public void OperatorStep_AsksForAConnectionOnlyWhereThatHelps(ReasonCode code, string step) =>
        Assert.Equal(step, StatusLook.Of(new StatusReason(code)).OperatorStep);

    [Fact]
    public void Ban_ForATime_EndsByItself_AndForGoodNeedsSomebody()
    {
        var banned = new StatusReason(ReasonCode.Banned);

        Assert.Equal("Step_AskWhatsApp", StatusLook.Of(banned).Step);
        Assert.Equal("Step_BanEnds", StatusLook.Of(banned with { Until = DateTimeOffset.UnixEpoch }).Step);
    }

    [Theory]
    [InlineData(ConnectionCause.NoDns, "Step_CheckNetwork")]
    [InlineData(ConnectionCause.CodeMistyped, "Step_TypeAgain")]
    [InlineData(ConnectionCause.CodeRefused, "Step_NewCode")]
    [InlineData(ConnectionCause.TooManyCodes, "Step_NewCode")]
    public void Step_AfterAFailedPairing_IsAboutWhatFailed(ConnectionCause cause, string step) =>
        Assert.Equal(step, StatusLook.Of(new StatusReason(ReasonCode.PairingFailed) { Cause = cause }).Step);

    [Theory]
    [InlineData(ReasonCode.NeverConnected, "Step_Connect", "Step_Authorize")]
    [InlineData(ReasonCode.DisconnectedBy, "Step_ConnectAgain", "Step_AuthorizeAgain")]
    [InlineData(ReasonCode.SameNumberElsewhere, "Step_UseTheOther", "Step_UseTheOther")]
    public void Step_WhereTheReasonLeavesTheMethodOpen_IsTheMethodsOwn(ReasonCode code, string byCode, string official)
    {
        var reason = new StatusReason(code);

        Assert.Equal(byCode, StatusLook.Of(reason, ConnectionMethod.WhatsAppWeb).Step);
        Assert.Equal(official, StatusLook.Of(reason, ConnectionMethod.MetaCloud).Step);
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void Of_EveryReason_NeverDressesOneStatusAsAnother(ReasonCode code, StatusTone tone, CardAction action)
    {
        var status = ReasonTable.StatusOf(code);

        Assert.Equal(status == ChannelStatus.Connecting, tone == StatusTone.Busy);
        Assert.Equal(ReasonTable.IsTrouble(code) && status == ChannelStatus.Disconnected, tone == StatusTone.Bad);
        Assert.True(tone != StatusTone.Good || status == ChannelStatus.Connected);
        Assert.True(action != CardAction.Connect || status != ChannelStatus.Connected);
    }
}
