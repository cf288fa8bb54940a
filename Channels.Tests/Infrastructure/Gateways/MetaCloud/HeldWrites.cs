using Channels.Infrastructure.Persistence;

namespace Channels.Tests.Infrastructure.Gateways.MetaCloud;

/// <summary>A writer that takes its time, so that all others stand in line behind it.</summary>
internal sealed class HeldWrites
{
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _writing = Task.CompletedTask;

    public static async Task<HeldWrites> BeginAsync(ChannelsDbContext db, WriteGate gate)
    {
        var held = new HeldWrites();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        held._writing = held.WriteAsync(db, gate, reached);
        await reached.Task;
        return held;
    }

    public Task ReleaseAsync()
    {
        _released.TrySetResult();
        return _writing;
    }

    private async Task WriteAsync(ChannelsDbContext db, WriteGate gate, TaskCompletionSource reached)
    {
        await using (db)
        {
            await gate.RunAsync(
                db,
                async () =>
                {
                    reached.TrySetResult();
                    await _released.Task;
                    return true;
                },
                TestContext.Current.CancellationToken);
        }
    }
}
