using System.Threading.Channels;
using Channels.Domain;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>Does one thing after the other, so that what is behind it needs no lock.</summary>
internal sealed class Mailbox : IAsyncDisposable
{
    private static readonly TimeSpan DrainDeadline = TimeSpan.FromSeconds(5);

    private readonly System.Threading.Channels.Channel<Func<Task>> _work =
        System.Threading.Channels.Channel.CreateUnbounded<Func<Task>>(new UnboundedChannelOptions { SingleReader = true });

    private readonly CancellationTokenSource _stop = new();
    private readonly Action<Exception> _onFailure;
    private readonly Task _loop;

    /// <param name="onFailure">Told of what failed; the next thing is done all the same.</param>
    public Mailbox(Action<Exception> onFailure)
    {
        _onFailure = onFailure;
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Canceled once nothing more is done.</summary>
    public CancellationToken Stopping => _stop.Token;

    /// <returns>False where nothing new is taken any more.</returns>
    public bool Post(Func<Task> work) => _work.Writer.TryWrite(work);

    /// <summary>Does <paramref name="work"/> in its turn and hands its result over.</summary>
    public async Task<T> AskAsync<T>(Func<Task<T>> work)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var taken = Post(async () =>
        {
            try
            {
                answer.TrySetResult(await work());
            }
            catch (Exception problem)
            {
                answer.TrySetException(problem);
            }
        });
        if (!taken)
        {
            throw new GatewayUnavailable(ConnectionCause.EngineStopped);
        }

        try
        {
            return await answer.Task.WaitAsync(Stopping);
        }
        catch (OperationCanceledException) when (Stopping.IsCancellationRequested)
        {
            throw new GatewayUnavailable(ConnectionCause.EngineStopped);
        }
    }

    /// <summary>Takes nothing new and does the rest; what that does not reach in some seconds is dropped.</summary>
    public async ValueTask DisposeAsync()
    {
        _work.Writer.TryComplete();
        try
        {
            // Real time: whoever stops the app waits for it.
            await _loop.WaitAsync(DrainDeadline);
        }
        catch (TimeoutException)
        {
            // Cut off below.
        }

        await _stop.CancelAsync();
        await _loop;
    }

    private async Task RunAsync()
    {
        await foreach (var work in _work.Reader.ReadAllAsync(CancellationToken.None))
        {
            if (Stopping.IsCancellationRequested)
            {
                return;
            }

            try
            {
                await work();
            }
            catch (OperationCanceledException) when (Stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception problem)
            {
                _onFailure(problem);
            }
        }
    }
}
