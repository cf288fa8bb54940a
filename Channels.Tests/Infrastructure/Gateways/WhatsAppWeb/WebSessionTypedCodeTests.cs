using Channels.Domain;
using Channels.Infrastructure.Gateways.WhatsAppWeb;

namespace Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>Pairing by a code that is typed on the phone.</summary>
public sealed class WebSessionTypedCodeTests
{
    private static readonly PhoneNumber Phone = PhoneNumber.FromDigits(SessionBench.Number)!;
    private static readonly CodeMade Code = new("ABCD1234", TimeSpan.FromSeconds(160));

    [Fact]
    public async Task Pair_ByCode_OrdersALineForThatPhone_AndShowsItsCode()
    {
        await using var bench = new SessionBench();

        var line = await PairAsync(bench);

        Assert.Equal((null, Phone), (line.Order.Credentials, line.Order.TypedOn));
        var code = await bench.Codes.NextCodeAsync(bench.Id);
        Assert.Equal(("ABCD1234", Phone, bench.Now.AddSeconds(160)), (code.Text, code.TypedOn, code.Deadline));
        Assert.Equal(ReasonCode.CodeToType, (await bench.NextReasonAsync()).Code);
    }

    [Fact]
    public async Task Pair_ByCode_WhileAQrCodeIsShown_EndsThatLineFirstAndWithoutAWord()
    {
        await using var bench = new SessionBench();
        await bench.Session.ConnectAsync();
        var scanned = await bench.Sidecar.NextAsync();
        scanned.Obeys = false;
        scanned.Say(new CodeShown("qr", TimeSpan.FromSeconds(60)));
        Assert.Equal(ReasonCode.CodeOnScreen, (await bench.NextReasonAsync()).Code);

        await bench.Session.PairAsync(Phone);
        await scanned.CloseAsked;
        Assert.False(bench.Codes.IsShown(bench.Id));
        Assert.Equal(1, bench.Sidecar.Opened);
        scanned.Say(new CodeShown("late", TimeSpan.FromSeconds(20)));
        await bench.CatchUpAsync();
        Assert.False(bench.Codes.IsShown(bench.Id));
        scanned.Say(new LineClosed(408, "QR refs attempts ended"));

        var typed = await bench.Sidecar.NextAsync();
        typed.Say(Code);
        Assert.Equal(Phone, typed.Order.TypedOn);
        Assert.Equal(ReasonCode.CodeToType, (await bench.NextReasonAsync()).Code);
        Assert.Equal(1, bench.Sidecar.MostOpen);
    }

    [Fact]
    public async Task Pair_WhereTheLineBeforeNeverCloses_OpensTheNextAllTheSame()
    {
        await using var bench = new SessionBench();
        var stuck = await PairAsync(bench);
        stuck.Obeys = false;
        Assert.Equal(ReasonCode.CodeToType, (await bench.NextReasonAsync()).Code);
        await bench.Session.PairAsync(null);
        await bench.CatchUpAsync();
        Assert.Equal(1, bench.Sidecar.Opened);

        bench.Time.Advance(TimeSpan.FromSeconds(6));

        var line = await bench.Sidecar.NextAsync();
        Assert.Null(line.Order.TypedOn);
        stuck.Say(new LineClosed());
        line.Say(new CodeShown("qr", TimeSpan.FromSeconds(60)));
        Assert.Equal(ReasonCode.CodeOnScreen, (await bench.NextReasonAsync()).Code);
        Assert.Equal(2, bench.Sidecar.Opened);
    }

    [Fact]
    public async Task Pair_ByQrCode_AfterACodeToBeTyped_StartsFromNoCredentials()
    {
        await using var bench = new SessionBench();
        await PairAsync(bench);

        await bench.Session.PairAsync(null);

        var line = await bench.Sidecar.NextAsync();
        Assert.Equal((null, null), (line.Order.Credentials, line.Order.TypedOn));
        Assert.Equal(2, bench.Keys.Forgotten);
    }

    [Fact]
    public async Task Pair_ForAnotherNumber_OrdersALineForThatOne()
    {
        await using var bench = new SessionBench();
        await PairAsync(bench);
        var other = PhoneNumber.FromDigits("5521998765432")!;

        await bench.Session.PairAsync(other);

        Assert.Equal(other, (await bench.Sidecar.NextAsync()).Order.TypedOn);
    }

    [Fact]
    public async Task Phone_ThatAgreesWhileThePairingGivesWay_IsLinked()
    {
        await using var bench = new SessionBench();
        var line = await PairAsync(bench);
        line.Obeys = false;
        await bench.Session.PairAsync(null);
        bench.Keys.Credentials = "{linked}";

        line.Say(new DeviceLinked());
        line.Say(new LineClosed(515));

        Assert.Equal("{linked}", (await bench.Sidecar.NextAsync()).Order.Credentials);
        await bench.NextReasonAsync();
        Assert.Equal(ReasonCode.CodeScanned, (await bench.NextReasonAsync()).Code);
    }

    [Fact]
    public async Task Pair_WithKeptCredentials_LogsIn()
    {
        await using var bench = SessionBench.Linked();

        await bench.Session.PairAsync(Phone);

        var line = await bench.Sidecar.NextAsync();
        Assert.Equal(("{}", null), (line.Order.Credentials, line.Order.TypedOn));
    }

    [Fact]
    public async Task Answer_OfThePhone_IsSaid_AndAfterAWhileCountsAsTheWrongCode()
    {
        await using var bench = new SessionBench();
        var line = await PairAsync(bench);
        await bench.NextReasonAsync();

        line.Say(new CodeAnswered());
        Assert.Equal(ReasonCode.CodeTyped, (await bench.NextReasonAsync()).Code);
        await bench.CatchUpAsync();
        bench.Time.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal(ReasonCode.CodeMistyped, (await bench.NextReasonAsync()).Code);
        Assert.True(bench.Codes.IsShown(bench.Id));
        line.Say(new CodeAnswered());
        Assert.Equal(ReasonCode.CodeTyped, (await bench.NextReasonAsync()).Code);
    }

    [Fact]
    public async Task Answer_FollowedByTheLink_IsNeverCalledWrong()
    {
        await using var bench = new SessionBench();
        var line = await PairAsync(bench);
        line.Say(new CodeAnswered());
        line.Say(new DeviceLinked());
        await bench.NextReasonAsync();
        await bench.NextReasonAsync();
        Assert.Equal(ReasonCode.CodeScanned, (await bench.NextReasonAsync()).Code);

        bench.Time.Advance(TimeSpan.FromSeconds(15));

        await bench.CatchUpAsync();
        Assert.Equal(0, bench.Words.Waiting);
        Assert.False(bench.Codes.IsShown(bench.Id));
    }

    [Fact]
    public async Task Number_ThatHasNoCodeInEitherSpelling_IsTriedInEachOnce()
    {
        await using var bench = new SessionBench();
        await bench.Session.PairAsync(Phone);
        var first = await bench.Sidecar.NextAsync();
        first.Say(new LineClosed(Text: "no pairing code", CodeRefusal: 404));

        var second = await bench.Sidecar.NextAsync();
        Assert.Equal(Phone.Spellings[1], second.Order.TypedOn!.Digits);
        second.Say(new LineClosed(Text: "no pairing code", CodeRefusal: 404));

        var reason = await bench.NextReasonAsync();
        Assert.Equal((ReasonCode.PairingFailed, ConnectionCause.CodeRefused), (reason.Code, reason.Cause));
        await bench.AssertRestsAsync();
    }

    [Fact]
    public async Task Code_ThatRanOut_NamesThePhoneItWasFor_AndTriesNoMore()
    {
        await using var bench = new SessionBench();
        var line = await PairAsync(bench);
        await bench.NextReasonAsync();

        line.Say(new LineClosed(408, "QR refs attempts ended"));

        var reason = await bench.NextReasonAsync();
        Assert.Equal((ReasonCode.CodeNotTyped, Phone.E164), (reason.Code, reason.SeenNumber));
        Assert.False(bench.Codes.IsShown(bench.Id));
        await bench.AssertRestsAsync();
    }

    [Fact]
    public async Task Error_AfterACodeWasTyped_SaysThatItMayHaveBeenTheWrongOne()
    {
        await using var bench = new SessionBench();
        var line = await PairAsync(bench);
        line.Say(new CodeAnswered());
        await bench.NextReasonAsync();
        await bench.NextReasonAsync();

        line.Say(new LineClosed(500, "Stream Errored (unknown)"));

        var reason = await bench.NextReasonAsync();
        Assert.Equal((ReasonCode.PairingFailed, ConnectionCause.CodeMistyped), (reason.Code, reason.Cause));
        await bench.AssertRestsAsync();
    }

    [Theory]
    [InlineData(false, 500, ConnectionCause.SessionError)]
    [InlineData(true, 428, ConnectionCause.Closed)]
    public async Task Error_ThatATypedCodeDidNotCause_SaysWhatItIs(bool typed, int code, ConnectionCause cause)
    {
        await using var bench = new SessionBench();
        var line = await PairAsync(bench);
        await bench.NextReasonAsync();
        if (typed)
        {
            line.Say(new CodeAnswered());
            await bench.NextReasonAsync();
        }

        line.Say(new LineClosed(code));

        Assert.Equal(cause, (await bench.NextReasonAsync()).Cause);
    }

    [Fact]
    public async Task Code_ThatDoesNotCome_FailsAfterTheTimeOfAnyCode()
    {
        await using var bench = new SessionBench();
        await bench.Session.PairAsync(Phone);
        await bench.Sidecar.NextAsync();

        await bench.CatchUpAsync();
        bench.Time.Advance(TimeSpan.FromSeconds(10));

        var reason = await bench.NextReasonAsync();
        Assert.Equal((ReasonCode.PairingFailed, ConnectionCause.NoAnswer), (reason.Code, reason.Cause));
    }

    [Fact]
    public async Task Disconnect_WhileThePairingGivesWay_OpensNoOther()
    {
        await using var bench = new SessionBench();
        var line = await PairAsync(bench);
        line.Obeys = false;
        await bench.Session.PairAsync(null);

        var leaving = bench.Session.DisconnectAsync();
        await bench.CatchUpAsync();
        line.Say(new LineClosed());
        await leaving;

        Assert.Equal(1, bench.Sidecar.Opened);
        await bench.AssertRestsAsync();
    }

    private static async Task<FakeLine> PairAsync(SessionBench bench)
    {
        await bench.Session.PairAsync(Phone);
        var line = await bench.Sidecar.NextAsync();
        line.Say(Code);
        return line;
    }
}
