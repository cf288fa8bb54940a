using System.Globalization;
using Channels.Domain;
using Channels.Infrastructure.Gateways.MetaCloud;
using Channels.Infrastructure.Gateways.MetaCloud.Graph;

namespace Channels.Tests.Infrastructure.Gateways.MetaCloud;

/// <summary>Each row of the table from what Meta says to how a channel stands, and each code of its errors.</summary>
public sealed class MetaTableTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 15, 0, 0, TimeSpan.Zero);

    private static readonly NumberNode Good = new(
        "106540352242922", "+55 11 98765-4321", "Loja", "CONNECTED", "APPROVED", "GREEN", "VERIFIED", "CLOUD_API", "STANDARD", "TIER_250", false, []);

    private static readonly TokenInfo GoodToken = new(
        true, "670843887433847", "10222270944537964", null, ["102289599326934"], null);

    private static readonly MetaReading Reading = new(Now)
    {
        AppId = "670843887433847",
        Token = GoodToken,
        Number = Good,
        IsSubscribed = true,
    };

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

    [Fact]
    public void Number_ThatIsMissing_IsGone() =>
        Assert.Equal(ReasonCode.NumberGone, MetaTable.Of(Reading with { Number = null, IsMissing = true })!.Code);

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

    [Theory]
    [InlineData(ToldKind.Restriction, ReasonCode.ConnectedRestrictedByMeta)]
    [InlineData(ToldKind.Violation, ReasonCode.ConnectedViolation)]
    [InlineData(ToldKind.DisableScheduled, ReasonCode.ConnectedDisableScheduled)]
    [InlineData(ToldKind.Disabled, ReasonCode.BlockedByMeta)]
    [InlineData(ToldKind.PaymentMissing, ReasonCode.ConnectedPaymentMissing)]
    [InlineData(ToldKind.Offboarded, ReasonCode.SuspendedByMeta)]
    [InlineData(ToldKind.Left, ReasonCode.Connected)]
    [InlineData(ToldKind.Coexistence, ReasonCode.Connected)]
    public void Told_ThatHolds_IsSaidOfANumberThatReadsWell(object kind, ReasonCode reason)
    {
        var word = Word((ToldKind)kind) with { Until = Now.AddDays(1), Detail = "So it is." };
        var found = MetaTable.Of(Reading with { Told = [word.Row] })!;

        Assert.Equal(reason, found.Code);
        var saysMore = reason is not (ReasonCode.Connected or ReasonCode.SuspendedByMeta);
        Assert.Equal(saysMore ? (word.ToldAt, word.Until, word.Detail) : (reason == ReasonCode.Connected ? null : word.ToldAt, null, null), (found.ToldAt, found.Until, found.Detail));
    }

    [Fact]
    public void Told_Warnings_WantANumberThatIsConnected()
    {
        var off = Reading with { Number = Good with { Status = "DISCONNECTED" } };

        Assert.All(
            (ToldKind[])[ToldKind.Restriction, ToldKind.Violation, ToldKind.DisableScheduled, ToldKind.PaymentMissing],
            kind => Assert.Equal(ReasonCode.NumberOffAtMeta, MetaTable.Of(off with { Told = [Word(kind).Row] })!.Code));
    }

    [Fact]
    public void Told_OfANumberThatWasNotRead_SaysNothingYet() =>
        Assert.Null(MetaTable.Of(new MetaReading(Now) { Told = [Word(ToldKind.Disabled).Row, Word(ToldKind.Offboarded).Row] }));

    [Fact]
    public void Restricted_ByTheNodeAlone_HasNoEnd()
    {
        var reading = Reading with { Number = Good with { Status = "RESTRICTED" } };
        var over = Word(ToldKind.Restriction) with { Until = Now };

        Assert.Equal((ReasonCode.ConnectedRestrictedByMeta, null), (MetaTable.Of(reading)!.Code, MetaTable.Of(reading)!.Until));
        Assert.Null(MetaTable.Of(reading with { Told = [over.Row] })!.Until);
        Assert.Equal(ReasonCode.Connected, MetaTable.Of(Reading with { Told = [over.Row] })!.Code);
    }

    [Theory]
    [InlineData("ACCOUNT_DISCONNECTED", ConnectionCause.AccountDisconnected)]
    [InlineData("BUSINESS_DOWNGRADE", ConnectionCause.BusinessDowngrade)]
    [InlineData("CHANGE_NUMBER", ConnectionCause.NumberChanged)]
    [InlineData("COMPANION_INACTIVITY", ConnectionCause.CompanionInactivity)]
    [InlineData("PRIMARY_INACTIVITY", ConnectionCause.PrimaryInactivity)]
    [InlineData("USER_RE_REGISTERED", ConnectionCause.OwnerRegistered)]
    [InlineData("SOMETHING_NEW", null)]
    public void Left_SaysWhy_BesideWhateverIsRead(string told, ConnectionCause? cause)
    {
        var refused = Reading with { Number = null, Refusal = new GraphError(190, 458, "", null), Told = [(Word(ToldKind.Left) with { Detail = told }).Row] };

        Assert.Equal((ReasonCode.AppRemoved, cause), (MetaTable.Of(refused)!.Code, MetaTable.Of(refused)!.Cause));
        Assert.Equal(cause, MetaTable.Of(refused with { Refusal = null, Token = GoodToken with { IsValid = false } })!.Cause);
    }

    [Theory]
    [InlineData("PENDING", "CLOUD_API", "STANDARD")]
    [InlineData("CONNECTED", "NOT_APPLICABLE", "STANDARD")]
    public void Coexistence_ThatIsNotRegistered_IsNotRegisteredByItself(string status, string platform, string throughput)
    {
        var reading = Reading with { Number = Good with { Status = status, Platform = platform, Throughput = throughput } };
        Assert.True(MetaTable.NeedsRegistration(reading));

        foreach (var kind in (ToldKind[])[ToldKind.Coexistence, ToldKind.Offboarded])
        {
            var told = reading with { Told = [Word(kind).Row] };
            Assert.False(MetaTable.NeedsRegistration(told));
            Assert.Equal(kind == ToldKind.Offboarded ? ReasonCode.SuspendedByMeta : ReasonCode.NumberLeftApi, MetaTable.Of(told)!.Code);
            Assert.Equal(ReasonCode.NumberLeftApi, MetaTable.Of(told with { Now = Now.AddMinutes(59) })!.Code);
            Assert.True(MetaTable.NeedsRegistration(told with { Told = [.. told.Told, (Word(ToldKind.TakenOver) with { ToldAt = Now }).Row] }));
        }

        var refused = Reading with { Number = null, Refusal = new GraphError(133010, null, "", null), Told = [Word(ToldKind.Coexistence).Row] };
        Assert.Equal(ReasonCode.NumberLeftApi, MetaTable.Of(refused)!.Code);
    }

    [Fact]
    public void Offboarded_AndStillRegistered_StaysSuspended() =>
        Assert.Equal(ReasonCode.SuspendedByMeta, MetaTable.Of(Reading with { Now = Now.AddDays(3), Told = [Word(ToldKind.Offboarded).Row] })!.Code);

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

    private static ToldWord Word(ToldKind kind) => new(kind, Now.AddMinutes(-1));

    private sealed record ToldWord(ToldKind Kind, DateTimeOffset ToldAt)
    {
        public DateTimeOffset? Until { get; init; }

        public string? Detail { get; init; }

        public MetaTold Row => new() { About = "102289599326934", Kind = Kind, ToldAt = ToldAt, Until = Until, Detail = Detail };
    }
}
