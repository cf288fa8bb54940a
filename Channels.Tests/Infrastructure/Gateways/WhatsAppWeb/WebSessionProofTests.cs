using Channels.Domain;
using Channels.Domain.UseCases.Observe;
using Channels.Infrastructure.Gateways.WhatsAppWeb;
using Channels.Tests.Support;

namespace Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>What a session takes for a sign of life of WhatsApp.</summary>
public sealed class WebSessionProofTests
{
    private static readonly LineClosed Dropped = new(428, "Connection Terminated");

    [Fact]
    public async Task Login_IsASign()
    {
        var (bench, _) = await SessionBench.OpenAsync();
        await using var owned = bench;

        Assert.Equal(1, bench.Confirmations.Of(bench.Id));
    }

    [Fact]
    public async Task Frame_OfAnOpenLine_IsASign()
    {
        var (bench, line) = await SessionBench.OpenAsync();
        await using var owned = bench;

        line.Say(new LineAlive());
        line.Say(new HistoryHeard(3));
        await bench.Session.SendAsync(SendingExtensions.OrderTo(PhoneOf().Digits), SessionBench.Cancellation);

        Assert.Equal(3, bench.Confirmations.Of(bench.Id));
    }

    [Fact]
    public async Task Frame_BeforeTheLogin_IsNone()
    {
        await using var bench = SessionBench.Linked();
        await bench.Session.ConnectAsync();
        var line = await bench.Sidecar.NextAsync();

        line.Say(new LineAlive());
        await bench.CatchUpAsync();

        Assert.Equal(0, bench.Confirmations.Of(bench.Id));
    }

    [Fact]
    public async Task End_AndWhatALineSaidBefore_AreNone()
    {
        var (bench, line) = await SessionBench.OpenAsync();
        await using var owned = bench;

        line.Say(Dropped);
        line.Say(new LineAlive());
        await bench.NextReasonAsync();
        await bench.CatchUpAsync();

        Assert.Equal(1, bench.Confirmations.Of(bench.Id));
    }

    [Fact]
    public async Task Ping_Answered_IsASign_AndUnanswered_IsNone()
    {
        var (bench, line) = await SessionBench.OpenAsync();
        await using var owned = bench;

        Assert.NotNull(await bench.Session.ConfirmAsync(SessionBench.Cancellation));
        Assert.Equal(2, bench.Confirmations.Of(bench.Id));

        line.Answers = _ => Task.FromResult(false);
        bench.Time.Advance(new WhatsAppWebOptions().PingInterval);
        await line.CloseAsked.WaitAsync(TimeSpan.FromSeconds(10), SessionBench.Cancellation);
        Assert.Equal(2, bench.Confirmations.Of(bench.Id));
    }

    [Fact]
    public async Task Phone_IsToldOfOnceAnHour()
    {
        var (bench, line) = await SessionBench.OpenAsync();
        await using var owned = bench;
        var first = bench.Now;

        line.Say(new PhoneHeard(first));
        line.Say(new PhoneHeard(first.AddMinutes(59)));
        line.Say(new PhoneHeard(first.AddMinutes(60)));

        Assert.Equal(new ObservePhone(bench.Id, first), await bench.Words.NextAsync<ObservePhone>());
        Assert.Equal(new ObservePhone(bench.Id, first.AddMinutes(60)), await bench.Words.NextAsync<ObservePhone>());
    }

    [Fact]
    public async Task Phone_ThatTheStoreDidNotTake_IsToldOfAgain()
    {
        var (bench, line) = await SessionBench.OpenAsync();
        await using var owned = bench;
        bench.Words.Trouble = new InvalidOperationException("busy");
        line.Say(new PhoneHeard(bench.Now));
        await bench.Words.NextAsync<ObservePhone>();
        bench.Words.Trouble = null;

        line.Say(new PhoneHeard(bench.Now));

        Assert.Equal(bench.Now, (await bench.Words.NextAsync<ObservePhone>()).At);
    }

    private static PhoneNumber PhoneOf() => PhoneNumber.FromDigits(SessionBench.Number)!;
}
