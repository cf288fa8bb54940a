using Channels.Domain;
using Channels.Domain.UseCases.Messages;
using Channels.Infrastructure.Gateways.WhatsAppWeb;

namespace Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>Messages that WhatsApp counts as delivered, while the app stops or the store is busy.</summary>
public sealed class WebSessionEndTests
{
    private static readonly MessageHeard Message = new(new IncomingMessage(
        "5521912345678@s.whatsapp.net", null, false, "conversation", "Bia", new DateTimeOffset(2026, 11, 22, 15, 0, 0, TimeSpan.Zero)));

    [Fact]
    public async Task Stop_ClosesTheLine_AndStillTakesWhatItBrought()
    {
        var (bench, line) = await SessionBench.OpenAsync();
        var kept = new TaskCompletionSource();
        bench.Words.Keeping = kept.Task;
        line.Say(Message);
        await bench.Words.NextAsync<ReceiveMessage>();
        line.Say(Message);

        var stopping = bench.DisposeAsync();
        kept.SetResult();
        await stopping;

        Assert.True(line.Closed.IsCompleted);
        Assert.False(bench.Words.WasCancelled);
        await bench.Words.NextAsync<ReceiveMessage>();
        Assert.Equal(0, bench.Words.Waiting);
    }

    [Fact]
    public async Task Messages_WhileTheStoreTakesNoWrites_AreKeptInTheirOrder_UntilItDoes()
    {
        var (bench, line) = await SessionBench.OpenAsync();
        await using var _ = bench;
        bench.Words.Trouble = new StoreUnavailable(StoreTrouble.Full);
        line.Say(Message);
        for (var tries = 0; tries < 4; tries++)
        {
            while (bench.Words.Waiting == 0)
            {
                bench.Time.Advance(TimeSpan.FromSeconds(0.2));
                await Task.Yield();
            }

            await bench.Words.NextAsync<ReceiveMessage>();
        }

        // It gave up trying; the next one waits behind it.
        line.Say(new MessageHeard(Message.Message with { Name = "Davi" }));
        Assert.Equal("Bia", (await bench.Words.NextAsync<ReceiveMessage>()).ContactName);
        bench.Words.Trouble = null;
        bench.Session.SayAgain();

        Assert.Equal("Bia", (await bench.Words.NextAsync<ReceiveMessage>()).ContactName);
        Assert.Equal("Davi", (await bench.Words.NextAsync<ReceiveMessage>()).ContactName);
    }

    [Fact]
    public async Task StatusThatTheStoreDidNotTake_IsSaidOnceItTakesWrites()
    {
        var (bench, line) = await SessionBench.OpenAsync();
        await using var _ = bench;
        bench.Words.Trouble = new StoreUnavailable(StoreTrouble.Full);
        line.Say(new LineClosed(Text: "Intentional: key store"));
        await bench.NextReasonAsync();
        bench.Words.Trouble = null;

        bench.Session.SayAgain();

        var reason = await bench.NextReasonAsync();
        Assert.Equal((ReasonCode.Reconnecting, ConnectionCause.StoreFailed), (reason.Code, reason.Cause));
    }

    [Fact]
    public async Task Message_WhileTheStoreIsBusy_IsTriedAgain()
    {
        var (bench, line) = await SessionBench.OpenAsync();
        await using var _ = bench;
        bench.Words.Trouble = new IOException("busy");
        line.Say(Message);
        await bench.Words.NextAsync<ReceiveMessage>();
        bench.Words.Trouble = null;

        while (bench.Words.Waiting == 0)
        {
            bench.Time.Advance(TimeSpan.FromSeconds(0.2));
            await Task.Yield();
        }

        await bench.Words.NextAsync<ReceiveMessage>();
    }
}
