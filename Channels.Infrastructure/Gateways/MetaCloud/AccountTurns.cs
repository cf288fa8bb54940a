using System.Collections.Concurrent;

namespace Channels.Infrastructure.Gateways.MetaCloud;

/// <summary>
/// Who shares an account shares its subscription: whoever asks for it or ends it does so alone among them. Only one
/// process works on a data folder, so that its memory is the place for this.
/// </summary>
internal sealed class AccountTurns
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new();

    public async Task<T> RunAsync<T>(string accountId, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        var turn = _turns.GetOrAdd(accountId, _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(cancellationToken);
        try
        {
            return await work();
        }
        finally
        {
            turn.Release();
        }
    }
}
