using Channels.Domain;
using Channels.Infrastructure.Gateways.WhatsAppWeb;

namespace Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>What WhatsApp says once may be odd; what it says of a login twice is so. And what ends by itself is tried again.</summary>
public sealed class WebSessionOddAnswerTests
{
    private const string Failure = "Connection Failure";

    [Theory]
    [InlineData(401, ReasonCode.LoggedOutOnPhone, false)]
    [InlineData(411, ReasonCode.AccountTooOld, false)]
    [InlineData(403, ReasonCode.Banned, true)]
    [InlineData(400, ReasonCode.NotWhatsApp, true)]
    public async Task Login_RefusedForGood_IsTriedOnceMore_AndThenBelieved(int code, ReasonCode final, bool keeps)
    {
        await using var bench = SessionBench.Linked();
        await bench.Session.ConnectAsync();
        var refused = Refused(code);

        (await bench.Sidecar.NextAsync()).Say(refused);

        var doubted = await bench.NextReasonAsync();
        Assert.Equal((ReasonCode.Reconnecting, 0), (doubted.Code, bench.Keys.Forgotten));
        var again = await NextTryAsync(bench, doubted);
        Assert.Equal("{}", again.Order.Credentials);
        again.Say(refused);
        Assert.Equal(final, (await bench.NextReasonAsync()).Code);
        Assert.Equal(keeps, bench.Keys.Credentials is not null);
        await bench.AssertRestsAsync();
    }

    [Fact]
    public async Task Login_RefusedOnce_GoesOnAsIfNothingHadBeen_AndIsDoubtedAnew()
    {
        await using var bench = SessionBench.Linked();
        await bench.Session.ConnectAsync();
        (await bench.Sidecar.NextAsync()).Say(Refused(401));
        var line = await NextTryAsync(bench, await bench.NextReasonAsync());
        line.Say(new LineOpened(SessionBench.Number, Name: null));

        line.Say(new LineClosed(428, "Connection Terminated"));
        var again = await NextTryAsync(bench, await bench.NextReasonAsync());
        again.Say(Refused(401));

        Assert.Equal(ReasonCode.Reconnecting, (await bench.NextReasonAsync()).Code);
        Assert.NotNull(bench.Keys.Credentials);
    }

    [Fact]
    public async Task Login_RefusedForAnotherReasonEachTime_ForgetsNothing()
    {
        await using var bench = SessionBench.Linked();
        await bench.Session.ConnectAsync();

        foreach (var code in (int[])[403, 401, 403, 401])
        {
            (await bench.Sidecar.NextAsync()).Say(Refused(code));
            var reason = await bench.NextReasonAsync();
            Assert.Equal(ReasonCode.Reconnecting, reason.Code);
            bench.Time.Advance(reason.NextTryAt!.Value - bench.Now);
        }

        Assert.NotNull(bench.Keys.Credentials);
    }

    [Fact]
    public async Task Login_RefusedOnEitherSideOfAnOutage_IsBelieved()
    {
        await using var bench = SessionBench.Linked();
        await bench.Session.ConnectAsync();
        (await bench.Sidecar.NextAsync()).Say(Refused(401));
        var line = await NextTryAsync(bench, await bench.NextReasonAsync());
        line.Say(new LineClosed(503, "Stream Errored (unknown)"));
        line = await NextTryAsync(bench, await bench.NextReasonAsync());

        line.Say(Refused(401));

        Assert.Equal(ReasonCode.LoggedOutOnPhone, (await bench.NextReasonAsync()).Code);
    }

    [Theory]
    [InlineData(405, ReasonCode.ClientTooOld)]
    [InlineData(402, ReasonCode.Banned)]
    public async Task Login_RefusedUntilSomethingChanges_IsTriedEveryHour_AndAtOnceByAPerson(int code, ReasonCode reason)
    {
        await using var bench = SessionBench.Linked();
        await bench.Session.ConnectAsync();

        (await bench.Sidecar.NextAsync()).Say(Refused(code));
        var first = await bench.NextReasonAsync();
        Assert.Equal((reason, bench.Now.AddHours(1)), (first.Code, first.NextTryAt));
        bench.Time.Advance(TimeSpan.FromMinutes(59));
        await bench.CatchUpAsync();
        Assert.Equal(1, bench.Sidecar.Opened);
        bench.Time.Advance(TimeSpan.FromMinutes(1));

        (await bench.Sidecar.NextAsync()).Say(Refused(code));
        Assert.Equal(bench.Now.AddHours(1), (await bench.NextReasonAsync()).NextTryAt);
        var asked = bench.Session.ConfirmAsync(SessionBench.Cancellation);
        await bench.LogInAsync();
        Assert.NotNull(await asked);
    }

    private static LineClosed Refused(int code) =>
        new(code, code == 400 ? "certification match failed" : Failure);

    private static async Task<FakeLine> NextTryAsync(SessionBench bench, StatusReason reason)
    {
        bench.Time.Advance(reason.NextTryAt!.Value - bench.Now);
        return await bench.Sidecar.NextAsync();
    }
}
