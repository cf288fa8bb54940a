using Channels.Domain;
using Channels.Infrastructure.Gateways.MetaCloud;
using Channels.Infrastructure.Gateways.MetaCloud.Graph;
using static Channels.Tests.Infrastructure.Gateways.MetaCloud.Readings;

namespace Channels.Tests.Infrastructure.Gateways.MetaCloud;

/// <summary>The rows of the table that are about what only a webhook told.</summary>
public sealed class MetaToldRowsTests
{
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

    private static ToldWord Word(ToldKind kind) => new(kind, Now.AddMinutes(-1));

    private sealed record ToldWord(ToldKind Kind, DateTimeOffset ToldAt)
    {
        public DateTimeOffset? Until { get; init; }

        public string? Detail { get; init; }

        public MetaTold Row => new() { About = "102289599326934", Kind = Kind, ToldAt = ToldAt, Until = Until, Detail = Detail };
    }
}
