using System.Collections.Concurrent;

namespace Channels.Domain.UseCases.Connect;

/// <summary>Lets several people who refresh one channel at once share one question to its gateway.</summary>
public sealed class RefreshesUnderway
{
    private readonly ConcurrentDictionary<ChannelId, Lazy<Task<DateTimeOffset?>>> _running = new();

    /// <summary>Runs <paramref name="ask"/>, or joins the run under way; canceling leaves it running for the others.</summary>
    public async Task<DateTimeOffset?> JoinAsync(
        ChannelId id, Func<Task<DateTimeOffset?>> ask, CancellationToken cancellationToken)
    {
        Lazy<Task<DateTimeOffset?>> mine = null!;
        mine = new Lazy<Task<DateTimeOffset?>>(() => RunAsync(id, ask, mine));
        return await _running.GetOrAdd(id, mine).Value.WaitAsync(cancellationToken);
    }

    // Forgotten before those who joined go on, so that whoever asks next asks anew.
    private async Task<DateTimeOffset?> RunAsync(
        ChannelId id, Func<Task<DateTimeOffset?>> ask, Lazy<Task<DateTimeOffset?>> mine)
    {
        try
        {
            return await ask();
        }
        finally
        {
            _running.TryRemove(new(id, mine));
        }
    }
}
