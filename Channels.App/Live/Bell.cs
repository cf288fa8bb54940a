namespace Channels.App.Live;

/// <summary>Wakes all who wait for the next ring.</summary>
public sealed class Bell
{
    private TaskCompletionSource _next = New();

    /// <summary>Done at the next ring: to be taken before looking, so that none is missed.</summary>
    public Task Next => _next.Task;

    public void Ring() => Interlocked.Exchange(ref _next, New()).SetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
