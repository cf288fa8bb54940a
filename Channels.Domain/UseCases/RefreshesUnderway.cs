using System.Collections.Concurrent;

namespace Channels.Domain.UseCases;

/// <summary>Lets several people who refresh one instance at once share one question to its gateway.</summary>
public sealed class RefreshesUnderway
{
    private readonly ConcurrentDictionary<ChannelId, Lazy<Task<DateTimeOffset?>>> _running = new();

    /// <summary>Runs <paramref name="ask"/>, or joins the run under way; cancelling leaves it running for the others.</summary>
    public async Task<DateTimeOffset?> JoinAsync(
        ChannelId id, Func<Task<DateTimeOffset?>> ask, CancellationToken cancellationToken)
    {
        var mine = new Lazy<Task<DateTimeOffset?>>(ask);
        var running = _running.GetOrAdd(id, mine);
        if (ReferenceEquals(running, mine))
        {
            _ = ForgetWhenDoneAsync(id, mine);
        }

        return await running.Value.WaitAsync(cancellationToken);
    }

    private async Task ForgetWhenDoneAsync(ChannelId id, Lazy<Task<DateTimeOffset?>> mine)
    {
        // The outcome, good or bad, is awaited by those who joined.
        await mine.Value.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        _running.TryRemove(new(id, mine));
    }
}
