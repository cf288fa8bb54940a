using Channels.Domain;
using Channels.Domain.UseCases.Observe;
using Channels.Infrastructure.Gateways.WhatsAppWeb;

namespace Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;

public sealed class WebSessionPairingTests
{
    private static readonly CodeShown First = new("code-1", TimeSpan.FromSeconds(60));
    private static readonly CodeShown Second = new("code-2", TimeSpan.FromSeconds(20));

    [Fact]
    public async Task Connect_WithoutCredentials_PairsFromNoKeys()
    {
        await using var bench = new SessionBench();

        await bench.Session.ConnectAsync();

        Assert.Null((await bench.Sidecar.NextAsync()).Order.Credentials);
        Assert.Equal(1, bench.Keys.Forgotten);
    }

    [Fact]
    public async Task Code_IsShownWithItsDeadline_AndReplacedByTheNext()
    {
        await using var bench = new SessionBench();
        var line = await PairAsync(bench);

        line.Say(First);
        line.Say(Second);

        var first = await bench.Codes.NextCodeAsync(bench.Id);
        var second = await bench.Codes.NextCodeAsync(bench.Id);
        Assert.Equal(("code-1", bench.Now.AddSeconds(60)), (first.Text, first.Deadline));
        Assert.Equal(("code-2", bench.Now.AddSeconds(20)), (second.Text, second.Deadline));
        Assert.Equal(ReasonCode.CodeOnScreen, (await bench.NextReasonAsync()).Code);
        await bench.CatchUpAsync();
        Assert.Equal(0, bench.Words.Waiting);
    }

    [Fact]
    public async Task Scan_HidesTheCode_AndReopensAtOnceWithTheNewCredentials()
    {
        await using var bench = new SessionBench();
        var line = await PairAsync(bench);
        line.Say(First);
        bench.Keys.Credentials = "{linked}";

        line.Say(new DeviceLinked());
        line.Say(new LineClosed(515, "Stream Errored (restart required)"));

        await bench.NextReasonAsync();
        var scanned = await bench.Words.NextAsync<ObserveLine>();
        Assert.Equal((ReasonCode.CodeScanned, true), (scanned.Reason.Code, scanned.NewLink));
        Assert.Equal("{linked}", (await bench.Sidecar.NextAsync()).Order.Credentials);
        Assert.False(bench.Codes.IsShown(bench.Id));
    }

    [Fact]
    public async Task RestartAskedAgainAndAgain_WaitsAsARetryDoes()
    {
        await using var bench = new SessionBench();
        bench.Keys.Credentials = "{}";
        await bench.Session.ConnectAsync();

        (await bench.Sidecar.NextAsync()).Say(new LineClosed(515));
        (await bench.Sidecar.NextAsync()).Say(new LineClosed(515));

        Assert.Equal(ReasonCode.Reconnecting, (await bench.NextReasonAsync()).Code);
    }

    [Fact]
    public async Task NoCodeWithinTenSeconds_FailsThePairing_AndTriesNoMore()
    {
        await using var bench = new SessionBench();
        var line = await PairAsync(bench);

        bench.Time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(line.CloseAsked.IsCompleted);
        bench.Time.Advance(TimeSpan.FromSeconds(0.1));

        var reason = await bench.NextReasonAsync();
        Assert.Equal((ReasonCode.PairingFailed, ConnectionCause.NoAnswer), (reason.Code, reason.Cause));
        await bench.AssertRestsAsync();
    }

    [Fact]
    public async Task EngineThatDoesNotBegin_IsNamed()
    {
        await using var bench = new SessionBench();
        bench.Sidecar.Works = false;
        await bench.Session.ConnectAsync();

        bench.Time.Advance(TimeSpan.FromSeconds(30));

        var reason = await bench.NextReasonAsync();
        Assert.Equal((ReasonCode.PairingFailed, ConnectionCause.EngineStopped), (reason.Code, reason.Cause));
    }

    [Fact]
    public async Task CodesUsedUp_IsAnExpiredCode_AndTriesNoMore()
    {
        await using var bench = new SessionBench();
        var line = await PairAsync(bench);
        line.Say(First);

        line.Say(new LineClosed(408, "QR refs attempts ended"));

        await bench.NextReasonAsync();
        Assert.Equal(ReasonCode.CodeExpired, (await bench.NextReasonAsync()).Code);
        Assert.False(bench.Codes.IsShown(bench.Id));
        await bench.AssertRestsAsync();
    }

    [Fact]
    public async Task CodeNeverReplaced_ExpiresAllTheSame()
    {
        await using var bench = new SessionBench();
        var line = await PairAsync(bench);
        line.Say(First);
        await bench.NextReasonAsync();

        bench.Time.Advance(TimeSpan.FromSeconds(70));

        Assert.Equal(ReasonCode.CodeExpired, (await bench.NextReasonAsync()).Code);
    }

    [Fact]
    public async Task LineLostWhilePairing_SaysWhy_AndTriesNoMore()
    {
        await using var bench = new SessionBench();
        var line = await PairAsync(bench);

        line.Say(new LineClosed(408, "WebSocket Error (getaddrinfo ENOTFOUND web.whatsapp.com)"));

        var reason = await bench.NextReasonAsync();
        Assert.Equal((ReasonCode.PairingFailed, ConnectionCause.NoDns), (reason.Code, reason.Cause));
        await bench.AssertRestsAsync();
    }

    [Fact]
    public async Task Passkey_HidesTheCodeForGood_AndEndsAsPasskeyRequired()
    {
        await using var bench = new SessionBench();
        var line = await PairAsync(bench);
        line.Say(First);
        line.Say(new PasskeyAsked());
        line.Say(Second);

        line.Say(new LineClosed(408, "QR refs attempts ended"));

        await bench.NextReasonAsync();
        Assert.Equal(ReasonCode.PasskeyWanted, (await bench.NextReasonAsync()).Code);
        Assert.Equal(ReasonCode.PasskeyRequired, (await bench.NextReasonAsync()).Code);
        Assert.False(bench.Codes.IsShown(bench.Id));
    }

    [Fact]
    public async Task UnreadableCredentials_AreReplacedByAPairing_WhenAPersonConnects()
    {
        await using var bench = new SessionBench();
        bench.Keys.Unreadable = true;

        await bench.Session.ConnectAsync();

        Assert.Null((await bench.Sidecar.NextAsync()).Order.Credentials);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ResumeWithoutCredentials_NeverPairs(bool unreadable)
    {
        await using var bench = new SessionBench();
        bench.Keys.Unreadable = unreadable;

        await bench.Session.ResumeAsync();

        Assert.Equal(ReasonCode.CredentialsUnreadable, (await bench.NextReasonAsync()).Code);
        await bench.AssertRestsAsync();
    }

    [Fact]
    public async Task Disconnect_DropsAPairing_AndNothingIsHeardOfIt()
    {
        await using var bench = new SessionBench();
        var line = await PairAsync(bench);
        line.Say(First);
        await bench.NextReasonAsync();

        Assert.True(await bench.Session.DisconnectAsync());

        Assert.True(line.Closed.IsCompleted);
        Assert.False(line.LoggedOut);
        Assert.False(bench.Codes.IsShown(bench.Id));
        line.Say(Second);
        await bench.CatchUpAsync();
        Assert.Equal(0, bench.Words.Waiting);
    }

    [Fact]
    public async Task RestartAskedBeforeTheScan_PairsAgain_Once()
    {
        await using var bench = new SessionBench();
        (await PairAsync(bench)).Say(new LineClosed(515));

        var line = await bench.Sidecar.NextAsync();
        line.Say(new LineClosed(515));

        Assert.Null(line.Order.Credentials);
        Assert.Equal(ReasonCode.PairingFailed, (await bench.NextReasonAsync()).Code);
    }

    private static async Task<FakeLine> PairAsync(SessionBench bench)
    {
        await bench.Session.ConnectAsync();
        var line = await bench.Sidecar.NextAsync();
        await bench.CatchUpAsync();
        return line;
    }
}
