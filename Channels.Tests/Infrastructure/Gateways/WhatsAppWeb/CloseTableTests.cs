using Channels.Domain;
using Channels.Infrastructure.Gateways.WhatsAppWeb;

namespace Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;

public sealed class CloseTableTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 15, 0, 0, TimeSpan.Zero);
    private static readonly LineState Login = new(Linked: true, CodeShown: false, PasskeyAsked: false, EndedBy: null);
    private static readonly LineState Pairing = new(Linked: false, CodeShown: false, PasskeyAsked: false, EndedBy: null);

    [Theory]
    [InlineData(515, nameof(CloseAction.Reopen), null)]
    [InlineData(401, nameof(CloseAction.Forget), ReasonCode.LoggedOutOnPhone)]
    [InlineData(402, nameof(CloseAction.Pause), ReasonCode.Banned)]
    [InlineData(403, nameof(CloseAction.Stop), ReasonCode.Banned)]
    [InlineData(405, nameof(CloseAction.Pause), ReasonCode.ClientTooOld)]
    [InlineData(411, nameof(CloseAction.Forget), ReasonCode.AccountTooOld)]
    [InlineData(440, nameof(CloseAction.Stop), ReasonCode.Replaced)]
    [InlineData(408, nameof(CloseAction.Retry), null)]
    [InlineData(428, nameof(CloseAction.Retry), null)]
    [InlineData(500, nameof(CloseAction.Retry), null)]
    [InlineData(503, nameof(CloseAction.Retry), null)]
    [InlineData(400, nameof(CloseAction.Retry), null)]
    [InlineData(418, nameof(CloseAction.Retry), null)]
    [InlineData(null, nameof(CloseAction.Retry), null)]
    public void Login_EndThatIsTransient_IsTriedAgain_AndAFinalOneIsNot(int? code, string action, ReasonCode? reason)
    {
        var verdict = CloseTable.Decide(new LineClosed(code, "Connection Failure"), Login, Now);

        Assert.Equal((action, reason), (verdict.Action.ToString(), verdict.Reason?.Code));
    }

    [Theory]
    [InlineData(401, true)]
    [InlineData(403, true)]
    [InlineData(411, true)]
    [InlineData(402, false)]
    [InlineData(405, false)]
    [InlineData(440, false)]
    [InlineData(500, false)]
    public void FinalAnswer_AtALogin_MayBeOdd_AndOnAnOpenLineItIsNot(int code, bool mayBeOdd)
    {
        var closed = new LineClosed(code, "Connection Failure");

        Assert.Equal(mayBeOdd, CloseTable.Decide(closed, Login, Now).IsDoubtful);
        Assert.False(CloseTable.Decide(closed, Login with { LoggedIn = true }, Now).IsDoubtful);
        Assert.False(CloseTable.Decide(closed, Pairing, Now).IsDoubtful);
    }

    [Theory]
    [InlineData(515, nameof(CloseAction.Reopen), null)]
    [InlineData(401, nameof(CloseAction.Stop), ReasonCode.PairingFailed)]
    [InlineData(403, nameof(CloseAction.Stop), ReasonCode.PairingFailed)]
    [InlineData(405, nameof(CloseAction.Stop), ReasonCode.ClientTooOld)]
    [InlineData(411, nameof(CloseAction.Stop), ReasonCode.AccountTooOld)]
    [InlineData(408, nameof(CloseAction.Stop), ReasonCode.PairingFailed)]
    [InlineData(440, nameof(CloseAction.Stop), ReasonCode.PairingFailed)]
    [InlineData(500, nameof(CloseAction.Stop), ReasonCode.PairingFailed)]
    [InlineData(null, nameof(CloseAction.Stop), ReasonCode.PairingFailed)]
    public void Pairing_Ends(int? code, string action, ReasonCode? reason)
    {
        var verdict = CloseTable.Decide(new LineClosed(code, "Connection Failure"), Pairing, Now);

        Assert.Equal((action, reason), (verdict.Action.ToString(), verdict.Reason?.Code));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ForeignCertificate_IsNotWhatsApp_WhoeverAsks(bool linked)
    {
        var closed = new LineClosed(400, "certification match failed");

        var verdict = CloseTable.Decide(closed, Pairing with { Linked = linked }, Now);

        Assert.Equal((CloseAction.Stop, ReasonCode.NotWhatsApp), (verdict.Action, verdict.Reason!.Code));
    }

    [Fact]
    public void CodesUsedUp_WhereNoneWasShown_IsAFailedPairing() => Assert.Equal(
        ReasonCode.PairingFailed,
        CloseTable.Decide(new LineClosed(408, "QR refs attempts ended"), Pairing, Now).Reason!.Code);

    [Fact]
    public void BanForATime_SaysUntilWhen() => Assert.Equal(
        Now.AddHours(1),
        CloseTable.Decide(new LineClosed(402, "Connection Failure", Expires: TimeSpan.FromHours(1)), Login, Now).Reason!.Until);

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(null)]
    public void BanForATime_WithoutAnEndToCome_SaysNone(int? seconds)
    {
        var expires = seconds is { } given ? TimeSpan.FromSeconds(given) : (TimeSpan?)null;

        var verdict = CloseTable.Decide(new LineClosed(402, "Connection Failure", Expires: expires), Login, Now);

        Assert.Equal((CloseAction.Pause, null), (verdict.Action, verdict.Reason!.Until));
    }

    [Fact]
    public void WhyWeEndedIt_CountsMoreThanHowItEnded() => Assert.Equal(
        ConnectionCause.Lost,
        CloseTable.Decide(new LineClosed(), Login with { EndedBy = ConnectionCause.Lost }, Now).Cause);

    [Theory]
    [InlineData(408, "WebSocket Error (getaddrinfo ENOTFOUND web.whatsapp.com)", ConnectionCause.NoDns)]
    [InlineData(408, "WebSocket Error (getaddrinfo EAI_AGAIN web.whatsapp.com)", ConnectionCause.NoDns)]
    [InlineData(408, "WebSocket Error (connect ECONNREFUSED 127.0.0.1:1)", ConnectionCause.Refused)]
    [InlineData(408, "WebSocket Error (socket hang up)", ConnectionCause.Closed)]
    [InlineData(408, "WebSocket Error (read ECONNRESET)", ConnectionCause.Closed)]
    [InlineData(408, "WebSocket Error (Opening handshake has timed out)", ConnectionCause.NoAnswer)]
    [InlineData(408, "WebSocket Error (write EPROTO 140:error:0A00010B:SSL routines)", ConnectionCause.Tls)]
    [InlineData(500, "WebSocket Error (self-signed certificate)", ConnectionCause.Tls)]
    [InlineData(500, "WebSocket Error (unable to verify the first certificate)", ConnectionCause.Tls)]
    [InlineData(408, "Connection was lost", ConnectionCause.Lost)]
    [InlineData(428, "Connection Terminated", ConnectionCause.Closed)]
    [InlineData(428, "Connection Terminated by Server", ConnectionCause.Closed)]
    [InlineData(428, "Connection Closed", ConnectionCause.Closed)]
    [InlineData(503, "Stream Errored (unknown)", ConnectionCause.ServiceUnavailable)]
    [InlineData(500, "Stream Errored (unknown)", ConnectionCause.SessionError)]
    [InlineData(400, "invalid noise leaf certificate", ConnectionCause.NotWhatsApp)]
    [InlineData(400, "certification match failed", ConnectionCause.NotWhatsApp)]
    [InlineData(null, null, ConnectionCause.Unknown)]
    public void Cause_IsReadFromTheText(int? code, string? text, ConnectionCause cause) =>
        Assert.Equal(cause, LineCauses.Of(new LineClosed(code, text)));

    [Fact]
    public void Cause_OfAPlainHttpAnswer() => Assert.Equal(
        (ConnectionCause.HttpAnswer, 503),
        (LineCauses.Of(new LineClosed(Text: "HTTP answer", HttpStatus: 503)),
            CloseTable.Decide(new LineClosed(HttpStatus: 503), Pairing, Now).Reason!.HttpStatus));

    [Theory]
    [InlineData(429, ConnectionCause.TooManyCodes)]
    [InlineData(400, ConnectionCause.CodeRefused)]
    [InlineData(0, ConnectionCause.CodeRefused)]
    public void Cause_OfACodeThatWhatsAppDidNotMake(int refusal, ConnectionCause cause)
    {
        var verdict = CloseTable.Decide(new LineClosed(CodeRefusal: refusal), Pairing with { CodeShown = false }, Now);

        Assert.Equal((ReasonCode.PairingFailed, cause), (verdict.Reason!.Code, verdict.Reason.Cause));
    }

    [Fact]
    public void Cause_OfOurOwnEngine() =>
        Assert.Equal(ConnectionCause.EngineStopped, LineCauses.Of(new LineClosed(EngineStopped: true)));
}
