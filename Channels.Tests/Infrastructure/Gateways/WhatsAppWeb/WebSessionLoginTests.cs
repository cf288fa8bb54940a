using Channels.Domain;
using Channels.Domain.UseCases.Observe;
using Channels.Infrastructure.Gateways.WhatsAppWeb;

namespace Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;

public sealed class WebSessionLoginTests
{
    private static readonly LineClosed Dropped = new(428, "Connection Terminated");

    [Fact]
    public async Task RefusedNumber_LogsTheDeviceOut_ForgetsIt_AndSaysNoMore()
    {
        await using var bench = new SessionBench();
        bench.Keys.Credentials = "{}";
        bench.Words.AcceptsNumber = false;
        await bench.Session.ConnectAsync();

        var line = await bench.LogInAsync();

        await line.Closed;
        Assert.True(line.LoggedOut);
        bench.Words.AcceptsNumber = true;
        await bench.Session.ConnectAsync();
        Assert.Null((await bench.Sidecar.NextAsync()).Order.Credentials);
        Assert.Equal(0, bench.Words.Waiting);
        Assert.Equal(1, bench.Sidecar.MostOpen);
    }

    [Fact]
    public async Task LoginThatTheStoreMissed_IsToldAgainAtTheNextPing()
    {
        await using var bench = new SessionBench();
        bench.Keys.Credentials = "{}";
        bench.Words.Trouble = new InvalidOperationException("disk full");
        await bench.Session.ConnectAsync();
        await bench.LogInAsync();
        bench.Words.Trouble = null;

        bench.Time.Advance(TimeSpan.FromSeconds(60));

        await bench.Words.NextAsync<ObserveLogin>();
    }

    [Fact]
    public async Task Restriction_IsAWarning_UntilItEnds()
    {
        var (bench, line) = await SessionBench.OpenAsync();
        await using var _ = bench;
        var until = bench.Now.AddHours(2);

        line.Say(new RestrictionHeard(Active: true, until));

        var reason = await bench.NextReasonAsync();
        Assert.Equal((ReasonCode.ConnectedRestricted, until), (reason.Code, reason.Until!.Value));
        bench.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(ReasonCode.Connected, (await bench.NextReasonAsync()).Code);
    }

    [Fact]
    public async Task Restriction_OutlivesADrop()
    {
        var (bench, line) = await SessionBench.OpenAsync();
        await using var _ = bench;
        line.Say(new RestrictionHeard(Active: true, bench.Now.AddHours(2)));
        await bench.NextReasonAsync();

        line.Say(Dropped);
        bench.Time.Advance((await bench.NextReasonAsync()).NextTryAt!.Value - bench.Now);
        await bench.LogInAsync();

        Assert.Equal(ReasonCode.ConnectedRestricted, (await bench.NextReasonAsync()).Code);
    }

    [Fact]
    public async Task Stopping_SaysNothing()
    {
        var (bench, line) = await SessionBench.OpenAsync();
        await using var _ = bench;

        await bench.Session.DisposeAsync();
        line.Say(new LineClosed(EngineStopped: true));

        Assert.Equal(0, bench.Words.Waiting);
        await Assert.ThrowsAsync<GatewayUnavailable>(bench.Session.ConnectAsync);
    }

    [Fact]
    public async Task RestartOfAnOpenLine_IsNotConnectedMeanwhile()
    {
        var (bench, line) = await SessionBench.OpenAsync();
        await using var _ = bench;

        line.Say(new LineClosed(515, "Stream Errored (restart required)"));

        Assert.Equal(ReasonCode.Reconnecting, (await bench.NextReasonAsync()).Code);
        await bench.LogInAsync();
    }

    [Fact]
    public async Task Refresh_OfALoginThatTheStoreMissed_TellsItFirst()
    {
        await using var bench = new SessionBench();
        bench.Keys.Credentials = "{}";
        bench.Words.Trouble = new InvalidOperationException("disk full");
        await bench.Session.ConnectAsync();
        await bench.LogInAsync();
        bench.Words.Trouble = null;

        Assert.NotNull(await bench.Session.ConfirmAsync(SessionBench.Cancellation));

        Assert.Equal(1, bench.Words.Waiting);
        await bench.Words.NextAsync<ObserveLogin>();
    }
}
