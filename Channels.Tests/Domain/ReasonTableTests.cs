using Channels.Domain;

namespace Channels.Tests.Domain;

public sealed class ReasonTableTests
{
    public static TheoryData<ReasonCode> Codes => [.. Enum.GetValues<ReasonCode>()];

    [Theory]
    [MemberData(nameof(Codes))]
    public void StatusOf_EveryCode_HasOne(ReasonCode code) => Assert.True(Enum.IsDefined(ReasonTable.StatusOf(code)));

    [Theory]
    [InlineData(ReasonCode.Connected, ChannelStatus.Connected)]
    [InlineData(ReasonCode.Reconnecting, ChannelStatus.Connecting)]
    [InlineData(ReasonCode.CodeOnScreen, ChannelStatus.Connecting)]
    [InlineData(ReasonCode.CodeMistyped, ChannelStatus.Connecting)]
    [InlineData(ReasonCode.CodeNotTyped, ChannelStatus.Disconnected)]
    [InlineData(ReasonCode.PasskeyWanted, ChannelStatus.Connecting)]
    [InlineData(ReasonCode.CodeExpired, ChannelStatus.Disconnected)]
    [InlineData(ReasonCode.LoggedOutOnPhone, ChannelStatus.Disconnected)]
    [InlineData(ReasonCode.Replaced, ChannelStatus.Disconnected)]
    [InlineData(ReasonCode.Banned, ChannelStatus.Disconnected)]
    [InlineData(ReasonCode.AwaitingFacebook, ChannelStatus.Connecting)]
    [InlineData(ReasonCode.ChooseNumber, ChannelStatus.Connecting)]
    [InlineData(ReasonCode.RegisteringNumber, ChannelStatus.Connecting)]
    [InlineData(ReasonCode.ConnectedExpiresSoon, ChannelStatus.Connected)]
    [InlineData(ReasonCode.ConnectedQualityLow, ChannelStatus.Connected)]
    [InlineData(ReasonCode.AppRemoved, ChannelStatus.Disconnected)]
    [InlineData(ReasonCode.WebhookNotSubscribed, ChannelStatus.Disconnected)]
    public void StatusOf_Code_IsTheDocumentedState(ReasonCode code, ChannelStatus status) =>
        Assert.Equal(status, ReasonTable.StatusOf(code));

    [Fact]
    public void IsTrouble_WhatNobodyCausedAndNothingElse() =>
        Assert.Equal(
            [
                ReasonCode.Reconnecting, ReasonCode.SessionFailing, ReasonCode.LoggedOutOnPhone, ReasonCode.Replaced,
                ReasonCode.Banned, ReasonCode.ClientTooOld, ReasonCode.AccountTooOld, ReasonCode.NotWhatsApp,
                ReasonCode.CredentialsUnreadable, ReasonCode.GatewayMissing,
                ReasonCode.NumberSettling, ReasonCode.RegisteringNumber, ReasonCode.SubscribingWebhook, ReasonCode.AuthorizationExpired, ReasonCode.AppRemoved,
                ReasonCode.FacebookPasswordChanged, ReasonCode.AuthorizationInvalid, ReasonCode.PermissionLost, ReasonCode.NumberGone,
                ReasonCode.BlockedByMeta, ReasonCode.WebhookNotSubscribed, ReasonCode.NumberNotRegistered, ReasonCode.PinWrong,
                ReasonCode.NumberNotVerified, ReasonCode.RegistrationPaused, ReasonCode.RegistrationRefused, ReasonCode.NumberOffAtMeta,
                ReasonCode.SendingBlocked, ReasonCode.NumberJustDeleted, ReasonCode.RegistrationBlocked,
                ReasonCode.SuspendedByMeta, ReasonCode.NumberLeftApi,
            ],
            Enum.GetValues<ReasonCode>().Where(ReasonTable.IsTrouble));
}
