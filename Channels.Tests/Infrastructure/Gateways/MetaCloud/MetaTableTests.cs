using System.Globalization;
using Channels.Domain;
using Channels.Infrastructure.Gateways.MetaCloud;
using Channels.Infrastructure.Gateways.MetaCloud.Graph;
using static Channels.Tests.Infrastructure.Gateways.MetaCloud.Readings;

namespace Channels.Tests.Infrastructure.Gateways.MetaCloud;

/// <summary>Each row of the table from what a reading says to how a channel stands.</summary>
public sealed class MetaTableTests
{
    [Theory]
    [InlineData("CONNECTED", ReasonCode.Connected)]
    [InlineData("LINKED", ReasonCode.Connected)]
    [InlineData("connected", ReasonCode.Connected)]
    [InlineData("FLAGGED", ReasonCode.ConnectedFlagged)]
    [InlineData("RESTRICTED", ReasonCode.ConnectedRestrictedByMeta)]
    [InlineData("RATE_LIMITED", ReasonCode.ConnectedLimitReached)]
    [InlineData("PENDING", ReasonCode.NumberNotRegistered)]
    [InlineData("DISCONNECTED", ReasonCode.NumberOffAtMeta)]
    [InlineData("UNLINKED", ReasonCode.NumberOffAtMeta)]
    [InlineData("OFFLINE", ReasonCode.NumberOffAtMeta)]
    [InlineData("UNVERIFIED", ReasonCode.NumberOffAtMeta)]
    [InlineData("DELETED", ReasonCode.NumberGone)]
    [InlineData("MIGRATED", ReasonCode.NumberGone)]
    [InlineData("BANNED", ReasonCode.BlockedByMeta)]
    public void Status_OfTheNumber(string status, ReasonCode reason) =>
        Assert.Equal(reason, MetaTable.Of(Reading with { Number = Good with { Status = status } })!.Code);

    [Theory]
    [InlineData("UNKNOWN")]
    [InlineData("PAUSED")]
    [InlineData("MESSAGING_LIMIT_TIER_2")]
    [InlineData("SOMETHING_NEW")]
    public void Status_OfNoRow_SaysNothingAndIsShownRaw(string status)
    {
        var number = Good with { Status = status };

        Assert.Null(MetaTable.Of(Reading with { Number = number }));
        Assert.Equal(status, MetaTable.UnknownStatusOf(number));
    }

    [Fact]
    public void Status_ThatIsMissing_SaysNothing()
    {
        Assert.Null(MetaTable.Of(Reading with { Number = Good with { Status = null } }));
        Assert.Null(MetaTable.Of(new MetaReading(Now)));
    }

    [Fact]
    public void Number_ThatIsMissing_IsGone() =>
        Assert.Equal(ReasonCode.NumberGone, MetaTable.Of(Reading with { Number = null, IsMissing = true })!.Code);

    [Fact]
    public void Token_ThatIsDead_SaysWhy()
    {
        var dead = GoodToken with { IsValid = false };

        Assert.Equal(ReasonCode.AuthorizationInvalid, MetaTable.Of(Reading with { Token = dead })!.Code);
        Assert.Equal(ReasonCode.AuthorizationExpired, MetaTable.Of(Reading with { Token = dead, TokenEndsAt = Now })!.Code);
        Assert.Equal(
            ReasonCode.AppRemoved,
            MetaTable.Of(Reading with { Token = dead with { Error = new GraphError(190, 458, "", null) } })!.Code);
    }

    [Fact]
    public void Token_OfAnotherApp_IsInvalid() =>
        Assert.Equal(ReasonCode.AuthorizationInvalid, MetaTable.Of(Reading with { Token = GoodToken with { AppId = "1" } })!.Code);

    [Fact]
    public void Token_WhoseListsNameNothingOfOurs_IsJudgedByWhatItReads() =>
        Assert.Equal(ReasonCode.Connected, MetaTable.Of(Reading with { Token = GoodToken with { Accounts = ["1"] } })!.Code);

    [Theory]
    [InlineData("CONNECTED", "CLOUD_API", false)]
    [InlineData("CONNECTED", "NOT_APPLICABLE", true)]
    [InlineData("PENDING", "CLOUD_API", true)]
    public void Throughput_ThatLagsBehind_IsNoReasonToRegister(string status, string platform, bool needs) => Assert.Equal(
        needs,
        MetaTable.NeedsRegistration(Reading with { Number = Good with { Status = status, Platform = platform, Throughput = "NOT_APPLICABLE" } }));

    [Theory]
    [InlineData("7.00:00:00", ReasonCode.ConnectedExpiresSoon)]
    [InlineData("7.00:00:01", ReasonCode.Connected)]
    [InlineData("00:00:00", ReasonCode.AuthorizationExpired)]
    public void Token_ThatEnds(string left, ReasonCode reason) =>
        Assert.Equal(reason, MetaTable.Of(Reading with { TokenEndsAt = Now + TimeSpan.Parse(left, CultureInfo.InvariantCulture) })!.Code);

    [Fact]
    public void Subscription_ThatIsMissing_StopsIt() =>
        Assert.Equal(ReasonCode.WebhookNotSubscribed, MetaTable.Of(Reading with { IsSubscribed = false })!.Code);

    [Theory]
    [InlineData("NOT_APPLICABLE", "STANDARD")]
    [InlineData("NOT_APPLICABLE", "NOT_APPLICABLE")]
    public void Registration_ThatIsNeeded(string platform, string throughput)
    {
        var reading = Reading with { Number = Good with { Platform = platform, Throughput = throughput } };

        Assert.Equal(ReasonCode.NumberNotRegistered, MetaTable.Of(reading)!.Code);
        Assert.Equal(ReasonCode.RegisteringNumber, MetaTable.Of(reading with { Registration = new(IsUnderWay: true) })!.Code);
        Assert.Equal(ReasonCode.Connected, MetaTable.Of(reading with { Number = reading.Number! with { IsOnBusinessApp = true } })!.Code);
    }

    [Fact]
    public void Registration_ThatWasRefused_SaysSoUntilItMayBeTriedAgain()
    {
        var reading = Reading with { Number = Good with { Platform = "NOT_APPLICABLE" } };
        var paused = new Registration(IsUnderWay: false, ReasonCode.RegistrationPaused, "Wait.", Now + TimeSpan.FromHours(1));

        var reason = MetaTable.Of(reading with { Registration = paused })!;
        Assert.Equal((ReasonCode.RegistrationPaused, "Wait.", Now + TimeSpan.FromHours(1)), (reason.Code, reason.Detail, reason.Until));
        Assert.Equal(ReasonCode.NumberNotRegistered, MetaTable.Of(reading with { Registration = paused with { Until = Now } })!.Code);
        Assert.Equal(
            ReasonCode.PinWrong, MetaTable.Of(reading with { Registration = new(IsUnderWay: false, ReasonCode.PinWrong) })!.Code);
        Assert.Equal(ReasonCode.Connected, MetaTable.Of(Reading with { Registration = paused })!.Code);
    }

    [Theory]
    [InlineData("PHONE_NUMBER", 131031, ReasonCode.SendingBlocked)]
    [InlineData("WABA", 141000, ReasonCode.SendingBlocked)]
    [InlineData("BUSINESS", 141010, ReasonCode.SendingBlocked)]
    [InlineData("WABA", 141006, ReasonCode.ConnectedPaymentMissing)]
    [InlineData("PHONE_NUMBER", 138024, ReasonCode.Connected)]
    [InlineData("PHONE_NUMBER", 138025, ReasonCode.Connected)]
    [InlineData("APP", 141000, ReasonCode.Connected)]
    [InlineData("MESSAGE_TEMPLATE", 141000, ReasonCode.Connected)]
    public void Health_ThatIsBlocked(string kind, int code, ReasonCode reason)
    {
        var found = MetaTable.Of(Reading with { Number = Good with { Health = [new HealthEntity(kind, "BLOCKED", [new HealthError(code, "It is so.", "Do this.")])] } })!;

        Assert.Equal(reason, found.Code);
        Assert.Equal(reason == ReasonCode.SendingBlocked ? "It is so. Do this." : null, found.Detail);
    }

    [Fact]
    public void Health_ThatIsLimited_IsAWarning()
    {
        var limited = Good with { Health = [new HealthEntity("WABA", "LIMITED", [new HealthError(141010, "Not verified.", null)])] };

        Assert.Equal((ReasonCode.ConnectedLimited, "Not verified."), (MetaTable.Of(Reading with { Number = limited })!.Code, MetaTable.Of(Reading with { Number = limited })!.Detail));
    }

    [Fact]
    public void Quality_ThatIsLow_IsAWarning()
    {
        Assert.Equal(ReasonCode.ConnectedQualityLow, MetaTable.Of(Reading with { Number = Good with { Quality = "RED" } })!.Code);
        Assert.Equal(ReasonCode.Connected, MetaTable.Of(Reading with { Number = Good with { Quality = "YELLOW" } })!.Code);
    }

    [Fact]
    public void Rows_TheMoreTellingWins()
    {
        var everything = Reading with
        {
            IsSubscribed = false,
            Number = Good with { Status = "BANNED", Platform = "NOT_APPLICABLE", Quality = "RED" },
        };

        Assert.Equal(ReasonCode.AuthorizationInvalid, MetaTable.Of(everything with { Token = GoodToken with { IsValid = false } })!.Code);
        Assert.Equal(ReasonCode.BlockedByMeta, MetaTable.Of(everything)!.Code);
        Assert.Equal(ReasonCode.WebhookNotSubscribed, MetaTable.Of(everything with { Number = everything.Number! with { Status = "CONNECTED" } })!.Code);
    }
}
