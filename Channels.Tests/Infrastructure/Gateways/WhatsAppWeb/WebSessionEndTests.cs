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
