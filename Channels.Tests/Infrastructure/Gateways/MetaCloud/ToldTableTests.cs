using Channels.Infrastructure.Gateways.MetaCloud;

namespace Channels.Tests.Infrastructure.Gateways.MetaCloud;

/// <summary>What of all that was told still holds, by what was told after it and by the time alone.</summary>
public sealed class ToldTableTests
{
    private static readonly DateTimeOffset Then = new(2026, 11, 22, 15, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(ToldKind.Restriction, "")]
    [InlineData(ToldKind.Violation, "Reinstated Approved")]
    [InlineData(ToldKind.DisableScheduled, "Reinstated")]
    [InlineData(ToldKind.Disabled, "Reinstated Sent")]
    [InlineData(ToldKind.PaymentMissing, "Sent Delivered")]
    [InlineData(ToldKind.SendingRefused, "Sent Authorized")]
    [InlineData(ToldKind.Offboarded, "Reconnected Shared Sent TakenOver")]
    [InlineData(ToldKind.Left, "Reconnected Shared Authorized")]
    [InlineData(ToldKind.Coexistence, "TakenOver")]
    public void Told_IsEndedByTheseAndNothingElse(object kind, string enders)
    {
        var told = (ToldKind)kind;
        foreach (var other in Enum.GetValues<ToldKind>().Where(x => x != told))
        {
            var ends = enders.Split(' ').Contains($"{other}");

            Assert.Equal(!ends, Holds(told, 10, (told, 0), (other, 5)));
            Assert.Equal(!ends, Holds(told, 10, (other, 0), (told, 0)));
            Assert.True(Holds(told, 10, (other, -5), (told, 0)), $"{other} was before {told}");
            Assert.Equal(ends, ToldTable.Ends([Word(told, 0)], Word(other, 5), Then.AddMinutes(10)));
            Assert.False(ToldTable.Ends([Word(told, 0)], Word(other, -5), Then.AddMinutes(10)));
        }
    }

    [Theory]
    [InlineData(ToldKind.Restriction, null, 7)]
    [InlineData(ToldKind.Restriction, 3, 3)]
    [InlineData(ToldKind.Violation, null, 90)]
    [InlineData(ToldKind.DisableScheduled, 5, 5)]
    [InlineData(ToldKind.DisableScheduled, null, null)]
    [InlineData(ToldKind.SendingRefused, null, 1)]
    [InlineData(ToldKind.Disabled, null, null)]
    [InlineData(ToldKind.PaymentMissing, null, null)]
    [InlineData(ToldKind.Offboarded, null, null)]
    [InlineData(ToldKind.Coexistence, null, null)]
    public void Told_EndsByItself(object kind, int? untilDays, int? days)
    {
        MetaTold[] told = [Word((ToldKind)kind, 0, untilDays is { } until ? Then.AddDays(until) : null)];

        Assert.NotNull(ToldTable.Find(told, (ToldKind)kind, Then.AddDays(days ?? 5000).AddTicks(-1)));
        Assert.Equal(days is null, ToldTable.Find(told, (ToldKind)kind, Then.AddDays(days ?? 5000)) is not null);
    }

    [Fact]
    public void Told_Again_HoldsAgain() =>
        Assert.True(Holds(ToldKind.Violation, 10, (ToldKind.Violation, 6), (ToldKind.Reinstated, 5)));

    private static bool Holds(ToldKind kind, int now, params (ToldKind Kind, int At)[] told) =>
        ToldTable.Find([.. told.Select(x => Word(x.Kind, x.At))], kind, Then.AddMinutes(now)) is not null;

    private static MetaTold Word(ToldKind kind, int minutes, DateTimeOffset? until = null) =>
        new() { About = "102290129340398", Kind = kind, ToldAt = Then.AddMinutes(minutes), Until = until };
}
