using Channels.Domain;
using Channels.Domain.UseCases.Observe;
using Channels.Infrastructure.Gateways.WhatsAppWeb;
using Channels.Tests.Support;

namespace Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;

public sealed class WebSessionLineTests
{
    private static readonly LineClosed Dropped = new(428, "Connection Terminated");
    private static readonly LineClosed SessionError = new(500, "Stream Errored (unknown)");

    [Fact]
    public async Task Login_IsObservedWithNumberAndName()
    {
        await using var bench = new SessionBench();
        bench.Keys.Credentials = "{}";
        await bench.Session.ConnectAsync();
        var line = await bench.Sidecar.NextAsync();

        line.Say(new LineOpened(SessionBench.Number, "Loja da Ana"));

        Assert.Equal("{}", line.Order.Credentials);
        Assert.Equal(SessionBench.Number, (await bench.Words.NextAsync<ObserveLogin>()).Number.Digits);
        Assert.Equal("Loja da Ana", (await bench.Words.NextAsync<ObserveProfile>()).Name);
    }

    [Fact]
    public async Task Drop_IsRetriedEverMoreSlowly_UpToAMinute()
    {
        var (bench, line) = await SessionBench.OpenAsync();
        await using var _ = bench;
        var expected = new[] { 1, 2, 4, 8, 16, 32, 60, 60 };

        for (var attempt = 1; attempt <= expected.Length; attempt++)
        {
            line.Say(Dropped);
            var reason = await bench.NextReasonAsync();
            Assert.Equal(
                (ReasonCode.Reconnecting, ConnectionCause.Closed, attempt), (reason.Code, reason.Cause, reason.Attempt));
            var wait = reason.NextTryAt!.Value - bench.Now;
            Assert.InRange(wait.TotalSeconds, expected[attempt - 1] * 0.8, expected[attempt - 1] * 1.2);
            bench.Time.Advance(wait);
            line = await bench.Sidecar.NextAsync();
        }

        Assert.Equal(1, bench.Sidecar.MostOpen);
    }

    [Fact]
    public async Task Drop_AfterAMinuteOpen_IsTheFirstAttemptAgain()
    {
        var (bench, line) = await SessionBench.OpenAsync();
        await using var _ = bench;
        line.Say(Dropped);
        bench.Time.Advance((await bench.NextReasonAsync()).NextTryAt!.Value - bench.Now);
        line = await bench.LogInAsync();

        bench.Time.Advance(TimeSpan.FromSeconds(59));
        line.Say(Dropped);
        var second = await bench.NextReasonAsync();
        bench.Time.Advance(second.NextTryAt!.Value - bench.Now);
        line = await bench.LogInAsync();
        bench.Time.Advance(TimeSpan.FromSeconds(60));
        line.Say(Dropped);

        Assert.Equal(2, second.Attempt);
        Assert.Equal(1, (await bench.NextReasonAsync()).Attempt);
    }

    [Fact]
    public async Task LoginThatTakesAMinute_IsGivenUpAndRetried()
    {
        await using var bench = new SessionBench();
        bench.Keys.Credentials = "{}";
        await bench.Session.ConnectAsync();
        var line = await bench.Sidecar.NextAsync();
        await bench.CatchUpAsync();

        bench.Time.Advance(TimeSpan.FromSeconds(60));
        await line.CloseAsked;

        Assert.Equal(ConnectionCause.NoAnswer, (await bench.NextReasonAsync()).Cause);
    }

    [Fact]
    public async Task OneUnansweredPing_ChangesNothing()
    {
        var (bench, line) = await SessionBench.OpenAsync();
        await using var _ = bench;
        var asked = new TaskCompletionSource();
        line.Answers = ping =>
        {
            if (ping == 4)
            {
                asked.SetResult();
            }

            return Task.FromResult(ping != 1);
        };

        await RingAsync(bench, line, pings: 2);
        await RingAsync(bench, line, pings: 3);
        await RingAsync(bench, line, pings: 4);

        await asked.Task;
        Assert.False(line.CloseAsked.IsCompleted);
    }

    [Fact]
    public async Task TwoUnansweredPings_EndTheLine_AndItIsRetriedAsLost()
    {
        var (bench, line) = await SessionBench.OpenAsync();
        await using var _ = bench;
        line.Answers = _ => Task.FromResult(false);

        bench.Time.Advance(TimeSpan.FromSeconds(60));

        await line.CloseAsked;
        Assert.Equal(ConnectionCause.Lost, (await bench.NextReasonAsync()).Cause);
    }

    [Fact]
    public async Task LineThatDoesNotClose_IsNeverJoinedByASecondOne()
    {
        var (bench, line) = await SessionBench.OpenAsync();
        await using var _ = bench;
        line.Obeys = false;
        line.Answers = _ => Task.FromResult(false);
        bench.Time.Advance(TimeSpan.FromSeconds(60));
        await line.CloseAsked;

        await bench.Session.ConnectAsync();
        bench.Time.Advance(TimeSpan.FromHours(1));
        await bench.Session.ConnectAsync();

        Assert.Equal(1, bench.Sidecar.Opened);
        line.Say(new LineClosed());
        await bench.NextReasonAsync();
        bench.Time.Advance(TimeSpan.FromMinutes(2));
        await bench.LogInAsync();
        Assert.Equal(1, bench.Sidecar.MostOpen);
    }

    [Fact]
    public async Task Replaced_StopsAndKeepsTheCredentials()
    {
        var (bench, line) = await SessionBench.OpenAsync();
        await using var _ = bench;

        line.Say(new LineClosed(440, "Stream Errored (conflict)"));

        Assert.Equal(ReasonCode.Replaced, (await bench.NextReasonAsync()).Code);
        Assert.NotNull(bench.Keys.Credentials);
        await bench.AssertRestsAsync();
    }

    [Fact]
    public async Task LoggedOutOnThePhone_StopsAndForgetsTheCredentials()
    {
        var (bench, line) = await SessionBench.OpenAsync();
        await using var _ = bench;

        line.Say(new LineClosed(401, "Stream Errored (conflict)"));

        Assert.Equal(ReasonCode.LoggedOutOnPhone, (await bench.NextReasonAsync()).Code);
        Assert.Null(bench.Keys.Credentials);
        await bench.AssertRestsAsync();
    }

    [Fact]
    public async Task BannedForATime_IsTriedWhenItEnds()
    {
        var (bench, line) = await SessionBench.OpenAsync();
        await using var _ = bench;

        line.Say(new LineClosed(402, "Connection Failure", Expires: TimeSpan.FromHours(3)));

        var reason = await bench.NextReasonAsync();
        Assert.Equal((ReasonCode.Banned, bench.Now.AddHours(3)), (reason.Code, reason.Until!.Value));
        bench.Time.Advance(TimeSpan.FromHours(3));
        await bench.LogInAsync();
    }

    [Fact]
    public async Task FiveSessionErrorsInARow_AreSaid_AndStillTriedAtTheLongestWait()
    {
        var (bench, line) = await SessionBench.OpenAsync();
        await using var _ = bench;
        for (var error = 1; error < 5; error++)
        {
            line.Say(SessionError);
            var reason = await bench.NextReasonAsync();
            Assert.Equal((ReasonCode.Reconnecting, ConnectionCause.SessionError), (reason.Code, reason.Cause));
            bench.Time.Advance(reason.NextTryAt!.Value - bench.Now);
            line = await bench.Sidecar.NextAsync();
        }

        line.Say(SessionError);

        var failing = await bench.NextReasonAsync();
        Assert.Equal(ReasonCode.SessionFailing, failing.Code);
        Assert.InRange((failing.NextTryAt!.Value - bench.Now).TotalSeconds, 48, 72);
        Assert.NotNull(bench.Keys.Credentials);
        bench.Time.Advance(failing.NextTryAt.Value - bench.Now);
        await bench.LogInAsync();
    }

    [Fact]
    public async Task UntrustedCertificates_AreNoSessionErrors()
    {
        var (bench, line) = await SessionBench.OpenAsync();
        await using var _ = bench;
        for (var error = 1; error <= 6; error++)
        {
            line.Say(new LineClosed(500, "WebSocket Error (self-signed certificate)"));
            var reason = await bench.NextReasonAsync();
            Assert.Equal((ReasonCode.Reconnecting, ConnectionCause.Tls), (reason.Code, reason.Cause));
            bench.Time.Advance(reason.NextTryAt!.Value - bench.Now);
            line = await bench.Sidecar.NextAsync();
        }
    }

    private static async Task RingAsync(SessionBench bench, FakeLine line, int pings)
    {
        // The next ring is set once the session has heard that the line is alive.
        while (line.Pings < pings)
        {
            bench.Time.Advance(TimeSpan.FromSeconds(60));
            await bench.Session.SendAsync(SendingExtensions.OrderTo(SessionBench.Number), SessionBench.Cancellation);
        }
    }
}
