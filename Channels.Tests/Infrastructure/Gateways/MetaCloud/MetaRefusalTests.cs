using Channels.Domain;
using Channels.Infrastructure.Gateways.MetaCloud;
using Channels.Infrastructure.Gateways.MetaCloud.Graph;
using static Channels.Tests.Infrastructure.Gateways.MetaCloud.Readings;

namespace Channels.Tests.Infrastructure.Gateways.MetaCloud;

/// <summary>What each code of Meta's errors means to a channel.</summary>
public sealed class MetaRefusalTests
{
    [Theory]
    [InlineData(0, null, ReasonCode.AuthorizationInvalid)]
    [InlineData(102, null, ReasonCode.AuthorizationInvalid)]
    [InlineData(104, null, ReasonCode.AuthorizationInvalid)]
    [InlineData(190, null, ReasonCode.AuthorizationInvalid)]
    [InlineData(190, 459, ReasonCode.AuthorizationInvalid)]
    [InlineData(190, 464, ReasonCode.AuthorizationInvalid)]
    [InlineData(190, 467, ReasonCode.AuthorizationInvalid)]
    [InlineData(190, 458, ReasonCode.AppRemoved)]
    [InlineData(190, 460, ReasonCode.FacebookPasswordChanged)]
    [InlineData(190, 463, ReasonCode.AuthorizationExpired)]
    [InlineData(3, null, ReasonCode.PermissionLost)]
    [InlineData(10, null, ReasonCode.PermissionLost)]
    [InlineData(200, null, ReasonCode.PermissionLost)]
    [InlineData(299, null, ReasonCode.PermissionLost)]
    [InlineData(131005, null, ReasonCode.PermissionLost)]
    [InlineData(100, 33, ReasonCode.PermissionLost)]
    [InlineData(33, null, ReasonCode.NumberGone)]
    [InlineData(803, null, ReasonCode.NumberGone)]
    [InlineData(368, null, ReasonCode.BlockedByMeta)]
    [InlineData(131031, null, ReasonCode.BlockedByMeta)]
    [InlineData(131042, null, ReasonCode.ConnectedPaymentMissing)]
    [InlineData(130497, null, ReasonCode.ConnectedRestrictedByMeta)]
    [InlineData(131045, null, ReasonCode.NumberNotRegistered)]
    [InlineData(133010, null, ReasonCode.NumberNotRegistered)]
    public void Refusal_ThatTellsOfTheNumber(int code, int? subcode, ReasonCode reason) =>
        Assert.Equal(reason, MetaTable.Of(Reading with { Number = null, Refusal = new GraphError(code, subcode, "", null) })!.Code);

    [Fact]
    public void Refusal_200_IsOfTheApp_UntilTheNumberCouldBeRead()
    {
        var refused = Reading with { Number = null, Refusal = new GraphError(200, null, "", null) };

        Assert.Equal(ReasonCode.AppLacksAccess, MetaTable.Of(refused with { IsFirst = true })!.Code);
        Assert.Equal(ReasonCode.PermissionLost, MetaTable.Of(refused)!.Code);
        Assert.Equal(
            ReasonCode.PermissionLost, MetaTable.Of(refused with { IsFirst = true, Refusal = refused.Refusal! with { Code = 10 } })!.Code);
    }

    [Theory]
    [InlineData("Please wait 2 hours before trying again.", 120)]
    [InlineData("Too many wrong guesses in the last 10 minutes. Try again after 45 minutes.", 45)]
    [InlineData("Try again in 1 hour and 30 minutes", 90)]
    [InlineData("Wait 1 day, 2 hours: there were 5 guesses in 10 minutes.", 26 * 60)]
    [InlineData("Retry in 90s.", 1.5)]
    [InlineData("Please wait an hour.", 60)]
    [InlineData("Aguarde 3 horas e 15 minutos.", 195)]
    [InlineData("25 minutes are left", 25)]
    [InlineData("Too many PIN guesses, please wait and try again later.", 60)]
    [InlineData("Wait 0 minutes.", 60)]
    [InlineData("Wait 900 days.", 60)]
    [InlineData("", 60)]
    public void TooManyGuesses_WaitAsLongAsMetaSays(string details, double minutes)
    {
        var error = new GraphError(133008, null, "Something went wrong", null) { Details = details };

        Assert.Equal(TimeSpan.FromMinutes(minutes), ErrorTable.OfRegistration(error).Wait);
        Assert.Equal(TimeSpan.FromMinutes(1), ErrorTable.OfRegistration(error with { Code = 133009 }).Wait);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(17)]
    [InlineData(100)]
    [InlineData(80007)]
    [InlineData(130429)]
    [InlineData(131000)]
    [InlineData(131016)]
    [InlineData(131026)]
    [InlineData(131030)]
    [InlineData(131047)]
    [InlineData(131048)]
    [InlineData(131056)]
    [InlineData(131057)]
    [InlineData(131064)]
    [InlineData(133004)]
    [InlineData(136024)]
    [InlineData(4711)]
    public void Refusal_ThatSaysNothingOfTheNumber_ChangesNothing(int code) =>
        Assert.Null(MetaTable.Of(Reading with { Number = null, Refusal = new GraphError(code, null, "", null) }));

    [Theory]
    [InlineData(4, GraphErrorKind.Throttled)]
    [InlineData(17, GraphErrorKind.Throttled)]
    [InlineData(80007, GraphErrorKind.Throttled)]
    [InlineData(130429, GraphErrorKind.MessageLimit)]
    [InlineData(131048, GraphErrorKind.MessageLimit)]
    [InlineData(131056, GraphErrorKind.MessageLimit)]
    [InlineData(131064, GraphErrorKind.MessageLimit)]
    [InlineData(1, GraphErrorKind.Transient)]
    [InlineData(2, GraphErrorKind.Transient)]
    [InlineData(131000, GraphErrorKind.Transient)]
    [InlineData(131016, GraphErrorKind.Transient)]
    [InlineData(131057, GraphErrorKind.Transient)]
    [InlineData(133004, GraphErrorKind.Transient)]
    [InlineData(131047, GraphErrorKind.Message)]
    [InlineData(100, GraphErrorKind.Unknown)]
    [InlineData(4711, GraphErrorKind.Unknown)]
    public void Refusal_IsOfItsKind(int code, object kind) =>
        Assert.Equal((GraphErrorKind)kind, ErrorTable.Of(new GraphError(code, null, "", null)).Kind);
}
