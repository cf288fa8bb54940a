using Channels.Domain;
using Channels.Infrastructure.Gateways.WhatsAppWeb;

namespace Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>A removal that comes while something else is under way, and what comes after it.</summary>
public sealed class WebSessionRemovalMomentsTests
{
    private static readonly LineClosed Dropped = new(428, "Connection Terminated");
    private static readonly LineOpened Opened = new(SessionBench.Number, Name: null);

    [Fact]
    public async Task Remove_DuringAPairing_DropsIt()
    {
        await using var bench = new SessionBench();
        await bench.Session.ConnectAsync();
        var line = await bench.Sidecar.NextAsync();
        line.Say(new CodeShown("2@code", TimeSpan.FromSeconds(60)));
        await bench.NextReasonAsync();

        await bench.RemoveAsync();

        Assert.True(line.Closed.IsCompleted);
        Assert.False(bench.Codes.IsShown(bench.Id));
        await bench.AssertQuietAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Remove_AsThePhoneAgreesToAPairing_UnlinksTheNewDevice(bool heardBefore)
    {
        await using var bench = new SessionBench();
        await bench.Session.ConnectAsync();
        var pairing = await bench.Sidecar.NextAsync();
        pairing.Obeys = false;
        if (heardBefore)
        {
            pairing.Say(new DeviceLinked());
            await bench.NextReasonAsync();
        }

        var removing = bench.RemoveAsync();
        await bench.CatchUpAsync();
        bench.Keys.Credentials = "{}";
        pairing.Say(new LineClosed(515, "Stream Errored (restart required)"));
        var login = await bench.Sidecar.NextAsync();
        login.Say(Opened);
        await removing;

        Assert.Equal("{}", login.Order.Credentials);
        Assert.True(login.LoggedOut);
        Assert.Equal((1, 0), (bench.Sidecar.MostOpen, bench.Words.Waiting));
    }

    [Fact]
    public async Task Remove_DuringALogin_TakesItsLine()
    {
        await using var bench = SessionBench.Linked();
        await bench.Session.ConnectAsync();
        var line = await bench.Sidecar.NextAsync();

        var removing = bench.RemoveAsync();
        await bench.CatchUpAsync();
        line.Say(Opened);
        await removing;

        Assert.True(line.LoggedOut);
        Assert.Equal((1, 0), (bench.Sidecar.Opened, bench.Words.Waiting));
    }

    [Fact]
    public async Task Remove_DuringTheWaitOfARetry_LogsInAtOnce()
    {
        var (bench, line) = await SessionBench.OpenAsync();
        await using var _ = bench;
        line.Say(Dropped);
        await bench.NextReasonAsync();

        await RemoveByLoginAsync(bench);
    }

    [Fact]
    public async Task Remove_DuringABan_LogsInAtOnce()
    {
        var (bench, line) = await SessionBench.OpenAsync();
        await using var _ = bench;
        line.Say(new LineClosed(402, "Connection Failure", Expires: TimeSpan.FromHours(3)));
        await bench.NextReasonAsync();

        await RemoveByLoginAsync(bench);
    }

    [Fact]
    public async Task Remove_WhileADisconnectionIsUnderWay_WaitsForIt()
    {
        var (bench, line) = await SessionBench.OpenAsync();
        await using var _ = bench;
        line.Obeys = false;
        var leaving = bench.Session.DisconnectAsync();
        await line.CloseAsked;

        var removing = bench.RemoveAsync();
        Assert.Null(await bench.Session.ConfirmAsync(SessionBench.Cancellation));
        Assert.False(removing.IsCompleted);
        line.Say(new LineClosed(401, "Intentional Logout"));
        await leaving;
        await removing;

        Assert.Equal(1, bench.Sidecar.Opened);
    }

    [Fact]
    public async Task Commands_OnceItGoes_OpenAndForgetNothing()
    {
        await using var bench = SessionBench.Linked();
        var removing = bench.RemoveAsync();
        (await bench.Sidecar.NextAsync()).Say(Dropped);
        await SessionBench.AssertUnavailableAsync(ConnectionCause.Closed, removing);

        await SessionBench.AssertUnavailableAsync(ConnectionCause.Closed, bench.Session.ConnectAsync());
        Assert.False(await bench.Session.DisconnectAsync());
        await bench.Session.ResumeAsync(saying: new StatusReason(ReasonCode.Reconnecting));
        await bench.Session.ExpelAsync();

        Assert.Equal((1, 0, 0), (bench.Sidecar.Opened, bench.Keys.Forgotten, bench.Words.Waiting));
    }

    [Fact]
    public async Task Stop_DuringARemoval_EndsItAsUnavailable()
    {
        var bench = SessionBench.Linked();
        var removing = bench.RemoveAsync();
        var line = await bench.Sidecar.NextAsync();
        await bench.CatchUpAsync();

        await bench.DisposeAsync();

        await SessionBench.AssertUnavailableAsync(ConnectionCause.EngineStopped, removing);
        Assert.True(line.Closed.IsCompleted);
        Assert.NotNull(bench.Keys.Credentials);
        Assert.Equal(1, bench.Sidecar.Opened);
    }

    private static async Task RemoveByLoginAsync(SessionBench bench)
    {
        var removing = bench.RemoveAsync();
        var line = await bench.Sidecar.NextAsync();
        line.Say(Opened);
        await removing;

        Assert.True(line.LoggedOut);
        Assert.Equal(1, bench.Sidecar.MostOpen);
        await bench.AssertQuietAsync();
    }
}
