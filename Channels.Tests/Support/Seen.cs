using System.Threading.Channels;

namespace Channels.Tests.Support;

/// <summary>Keeps what a callback was given, for a test that waits for it.</summary>
internal sealed class Seen<T>
{
    private readonly Channel<T> _all = System.Threading.Channels.Channel.CreateUnbounded<T>();

    public bool IsEmpty => _all.Reader.Count == 0;

    public Task TakeAsync(T value)
    {
        _all.Writer.TryWrite(value);
        return Task.CompletedTask;
    }

    public Task<T> NextAsync() =>
        _all.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience.Limit);

    /// <summary>Lets the fake clock run until the next one is there.</summary>
    public async Task<T> NextAsync(Microsoft.Extensions.Time.Testing.FakeTimeProvider time, TimeSpan step)
    {
        var next = NextAsync();
        while (!next.IsCompleted)
        {
            await Task.Yield();
            time.Advance(step);
        }

        return await next;
    }
}
