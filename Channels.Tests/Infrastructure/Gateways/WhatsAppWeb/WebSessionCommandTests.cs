using Channels.Domain;
using Channels.Domain.UseCases.Observe;
using Channels.Infrastructure.Gateways.WhatsAppWeb;
using Channels.Tests.Support;

namespace Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;

public sealed class WebSessionCommandTests
{
    private static readonly LineClosed Dropped = new(428, "Connection Terminated");

    [Fact]
    public async Task Connect_TwiceAtOnce_OpensOneLine()
    {
        await using var bench = new SessionBench();
        bench.Keys.Credentials = "{}";

        await Task.WhenAll(bench.Session.ConnectAsync(), bench.Session.ConnectAsync());

        Assert.Equal(1, bench.Sidecar.Opened);
    }

    [Fact]
    public async Task Connect_WhileWaiting_TriesAtOnce_AndCountsFromTheStart()
    {
        var (bench, line) = await SessionBench.OpenAsync();
        await using var _ = bench;
        line.Say(Dropped);
        await bench.NextReasonAsync();

        await bench.Session.ConnectAsync();
        (await bench.Sidecar.NextAsync()).Say(Dropped);

        Assert.Equal(1, (await bench.NextReasonAsync()).Attempt);
    }

    [Fact]
    public async Task Connect_WhileOpen_TellsTheLoginAgain()
    {
        var (bench, _) = await SessionBench.OpenAsync();
        await using var _1 = bench;

        await bench.Session.ConnectAsync();

        await bench.Words.NextAsync<ObserveLogin>();
        Assert.Equal(1, bench.Sidecar.Opened);
    }

    [Fact]
    public async Task Confirm_OpenLineThatAnswers_IsConfirmedNow()
    {
        var (bench, _) = await SessionBench.OpenAsync();
        await using var _1 = bench;

        Assert.Equal(bench.Now, await bench.Session.ConfirmAsync(SessionBench.Cancellation));
    }

    [Fact]
    public async Task Confirm_OpenLineThatIsDead_FindsItLost()
    {
        var (bench, line) = await SessionBench.OpenAsync();
        await using var _ = bench;
        line.Answers = _ => Task.FromResult(false);

        Assert.Null(await bench.Session.ConfirmAsync(SessionBench.Cancellation));

        Assert.Equal(ConnectionCause.Lost, (await bench.NextReasonAsync()).Cause);
    }

    [Fact]
    public async Task Confirm_WhileWaiting_SkipsTheWait_AndHearsTheLogin()
    {
        var (bench, line) = await SessionBench.OpenAsync();
        await using var _ = bench;
        line.Say(Dropped);
        await bench.NextReasonAsync();

        var confirming = bench.Session.ConfirmAsync(SessionBench.Cancellation);
        await bench.LogInAsync();

        Assert.Equal(bench.Now, await confirming);
    }

    [Fact]
    public async Task Confirm_WhileWaiting_HearsTheNextFailureToo()
    {
        var (bench, line) = await SessionBench.OpenAsync();
        await using var _ = bench;
        line.Say(Dropped);
        await bench.NextReasonAsync();

        var confirming = bench.Session.ConfirmAsync(SessionBench.Cancellation);
        (await bench.Sidecar.NextAsync()).Say(Dropped);

        Assert.Null(await confirming);
        Assert.Equal(2, (await bench.NextReasonAsync()).Attempt);
    }

    [Fact]
    public async Task Confirm_WhilePairing_NeitherWaitsNorOpens()
    {
        await using var bench = new SessionBench();
        await bench.Session.ConnectAsync();

        Assert.Null(await bench.Session.ConfirmAsync(SessionBench.Cancellation));

        Assert.Equal(1, bench.Sidecar.Opened);
    }

    [Fact]
    public async Task Disconnect_OpenLine_UnlinksForgetsAndIsHeardNoMore()
    {
        var (bench, line) = await SessionBench.OpenAsync();
        await using var _ = bench;

        Assert.True(await bench.Session.DisconnectAsync());

        Assert.True(line.LoggedOut);
        Assert.Null(bench.Keys.Credentials);
        await bench.AssertRestsAsync();
        Assert.Equal(0, bench.Words.Waiting);
    }

    [Fact]
    public async Task Disconnect_WhereWhatsAppTakesNoNote_SaysSo()
    {
        var (bench, line) = await SessionBench.OpenAsync();
        await using var _ = bench;
        line.LogOutTold = false;

        Assert.False(await bench.Session.DisconnectAsync());
    }

    [Fact]
    public async Task Disconnect_WithoutALine_LeavesTheDeviceOnThePhone()
    {
        var (bench, line) = await SessionBench.OpenAsync();
        await using var _ = bench;
        line.Say(Dropped);
        await bench.NextReasonAsync();

        Assert.False(await bench.Session.DisconnectAsync());

        Assert.Null(bench.Keys.Credentials);
        await bench.AssertRestsAsync();
    }

    [Fact]
    public async Task Connect_WhileLeaving_WaitsForTheOldLine()
    {
        var (bench, line) = await SessionBench.OpenAsync();
        await using var _ = bench;
        line.Obeys = false;
        var leaving = bench.Session.DisconnectAsync();
        await line.CloseAsked;

        var connecting = bench.Session.ConnectAsync();

        Assert.Equal(1, bench.Sidecar.Opened);
        line.Say(new LineClosed(401, "Intentional Logout"));
        await leaving;
        await connecting;
        Assert.Null((await bench.Sidecar.NextAsync()).Order.Credentials);
        Assert.Equal((1, 0), (bench.Sidecar.MostOpen, bench.Words.Waiting));
    }

    [Fact]
    public async Task Send_WithoutALine_IsUnavailable()
    {
        await using var bench = new SessionBench();

        var problem = await Assert.ThrowsAsync<GatewayUnavailable>(() =>
            bench.Session.SendAsync(SendingExtensions.OrderTo(SessionBench.Number), SessionBench.Cancellation));

        Assert.Equal(ConnectionCause.Closed, problem.Cause);
    }

    [Fact]
    public async Task Resume_AtALaterTime_WaitsForIt()
    {
        await using var bench = new SessionBench();
        bench.Keys.Credentials = "{}";

        await bench.Session.ResumeAsync(bench.Now.AddHours(1));

        Assert.Equal(0, bench.Sidecar.Opened);
        bench.Time.Advance(TimeSpan.FromHours(1));
        await bench.LogInAsync();
    }

    [Fact]
    public async Task Resume_AfterAPersonDisconnected_SaysAndOpensNothing()
    {
        await using var bench = new SessionBench();
        bench.Keys.Credentials = "{}";
        await bench.Session.DisconnectAsync();

        await bench.Session.ResumeAsync(saying: new StatusReason(ReasonCode.Reconnecting));

        Assert.Equal((0, 0), (bench.Sidecar.Opened, bench.Words.Waiting));
    }

    [Fact]
    public async Task Connect_WhilePairing_StartsNoSecond()
    {
        await using var bench = new SessionBench();
        await bench.Session.ConnectAsync();

        await Task.WhenAll(bench.Session.ConnectAsync(), bench.Session.ConnectAsync());

        Assert.Equal(1, bench.Sidecar.Opened);
    }

    [Theory]
    [InlineData(440)]
    [InlineData(403)]
    [InlineData(405)]
    public async Task Disconnect_Stopped_ForgetsAndLeavesTheDeviceOnThePhone(int code)
    {
        var (bench, line) = await SessionBench.OpenAsync();
        await using var _ = bench;
        line.Say(new LineClosed(code, "Connection Failure"));
        await bench.NextReasonAsync();

        Assert.False(await bench.Session.DisconnectAsync());

        Assert.Null(bench.Keys.Credentials);
        await bench.Session.ConnectAsync();
        Assert.Null((await bench.Sidecar.NextAsync()).Order.Credentials);
    }

    [Fact]
    public async Task Confirm_WhileBannedForATime_DoesNotSkipTheWait()
    {
        var (bench, line) = await SessionBench.OpenAsync();
        await using var _ = bench;
        line.Say(new LineClosed(402, "Connection Failure", Expires: TimeSpan.FromHours(3)));
        await bench.NextReasonAsync();

        Assert.Null(await bench.Session.ConfirmAsync(SessionBench.Cancellation));

        Assert.Equal(1, bench.Sidecar.Opened);
        bench.Time.Advance(TimeSpan.FromHours(3));
        await bench.LogInAsync();
    }

    [Fact]
    public async Task Confirm_AfterAStopThatCouldNotBeWritten_SaysItAgain()
    {
        var (bench, line) = await SessionBench.OpenAsync();
        await using var _ = bench;
        bench.Words.Trouble = new IOException("busy");
        line.Say(new LineClosed(440, "Stream Errored (conflict)"));
        await bench.NextReasonAsync();
        bench.Words.Trouble = null;

        Assert.Null(await bench.Session.ConfirmAsync(SessionBench.Cancellation));

        Assert.Equal(ReasonCode.Replaced, (await bench.NextReasonAsync()).Code);
    }
}
