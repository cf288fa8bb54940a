using Channels.App.Features.Official;
using Channels.Domain;

namespace Channels.Tests.App.Official;

public sealed class OfficialStageTests
{
    [Theory]
    [InlineData(ReasonCode.NeverConnected, OfficialStage.Ready)]
    [InlineData(ReasonCode.DisconnectedBy, OfficialStage.Ready)]
    [InlineData(ReasonCode.DisconnectedStillSubscribed, OfficialStage.Ready)]
    [InlineData(ReasonCode.AwaitingFacebook, OfficialStage.Waiting)]
    [InlineData(ReasonCode.ChooseNumber, OfficialStage.Choosing)]
    [InlineData(ReasonCode.AccountWithoutNumber, OfficialStage.NoNumber)]
    [InlineData(ReasonCode.AccountNotNamed, OfficialStage.NoAccount)]
    [InlineData(ReasonCode.NumberSettling, OfficialStage.Working)]
    [InlineData(ReasonCode.RegisteringNumber, OfficialStage.Working)]
    [InlineData(ReasonCode.SubscribingWebhook, OfficialStage.Working)]
    [InlineData(ReasonCode.PinWrong, OfficialStage.Pin)]
    [InlineData(ReasonCode.NumberNotRegistered, OfficialStage.Pin)]
    [InlineData(ReasonCode.WebhookNotSubscribed, OfficialStage.Stopped)]
    [InlineData(ReasonCode.NumberNotVerified, OfficialStage.Stopped)]
    [InlineData(ReasonCode.RegistrationPaused, OfficialStage.Stopped)]
    [InlineData(ReasonCode.RegistrationRefused, OfficialStage.Stopped)]
    [InlineData(ReasonCode.NumberOffAtMeta, OfficialStage.Stopped)]
    [InlineData(ReasonCode.SendingBlocked, OfficialStage.Stopped)]
    [InlineData(ReasonCode.BlockedByMeta, OfficialStage.Stopped)]
    [InlineData(ReasonCode.RegistrationBlocked, OfficialStage.Stopped)]
    [InlineData(ReasonCode.NumberJustDeleted, OfficialStage.Stopped)]
    [InlineData(ReasonCode.AppLacksAccess, OfficialStage.Stopped)]
    [InlineData(ReasonCode.SuspendedByMeta, OfficialStage.Stopped)]
    [InlineData(ReasonCode.NumberLeftApi, OfficialStage.LeftApi)]
    [InlineData(ReasonCode.AuthorizationRefused, OfficialStage.Failed)]
    [InlineData(ReasonCode.AuthorizationTimedOut, OfficialStage.Failed)]
    [InlineData(ReasonCode.AuthorizationFailed, OfficialStage.Failed)]
    [InlineData(ReasonCode.AuthorizationInterrupted, OfficialStage.Failed)]
    [InlineData(ReasonCode.NoAccountShared, OfficialStage.Failed)]
    [InlineData(ReasonCode.WrongNumber, OfficialStage.Failed)]
    [InlineData(ReasonCode.SameNumberElsewhere, OfficialStage.Failed)]
    [InlineData(ReasonCode.NumberGone, OfficialStage.Failed)]
    [InlineData(ReasonCode.AuthorizationExpired, OfficialStage.Lost)]
    [InlineData(ReasonCode.AppRemoved, OfficialStage.Lost)]
    [InlineData(ReasonCode.FacebookPasswordChanged, OfficialStage.Lost)]
    [InlineData(ReasonCode.AuthorizationInvalid, OfficialStage.Lost)]
    [InlineData(ReasonCode.PermissionLost, OfficialStage.Lost)]
    [InlineData(ReasonCode.Connected, OfficialStage.Connected)]
    [InlineData(ReasonCode.ConnectedExpiresSoon, OfficialStage.Connected)]
    public void Of_EachReason_IsItsStage(ReasonCode code, OfficialStage stage) =>
        Assert.Equal(stage, OfficialStages.Of(new StatusReason(code)));

    [Fact]
    public void Of_EveryConnectedReason_IsConnected() =>
        Assert.All(
            Enum.GetValues<ReasonCode>(),
            code => Assert.Equal(ReasonTable.StatusOf(code) == ChannelStatus.Connected, OfficialStages.Of(new StatusReason(code)) == OfficialStage.Connected));
}
