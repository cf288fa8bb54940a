namespace Channels.Domain.Ports;

internal static class StoreExtensions
{
    /// <summary>A channel for which the gateway is about to be asked something.</summary>
    /// <exception cref="RuleViolation"><see cref="Rule.ChannelNotFound"/>, <see cref="Rule.BeingRemoved"/></exception>
    public static async Task<ChannelSnapshot> FindStayingAsync(
        this IChannelStore store, ChannelId id, CancellationToken cancellationToken)
    {
        var channel = await store.FindAsync(id, cancellationToken) ?? throw new RuleViolation(Rule.ChannelNotFound);
        return channel.Removal is { } removal ? throw new RuleViolation(Rule.BeingRemoved, channel.Name, removal.Who) : channel;
    }

    /// <summary>Oldest first. A job that was never tried is about to be, which is nothing for a person to know.</summary>
    public static async Task<IReadOnlyList<PendingJob>> ListPendingAsync(this IChannelStore store, CancellationToken cancellationToken) =>
        [.. (await store.ListJobsAsync(cancellationToken)).Where(x => x.Attempts > 0).Select(PendingJob.Of)];

    /// <summary>
    /// Has the gateway start a connection of which the status says already that it is under way, so that whoever stops
    /// waiting stops nothing; where that fails, the status says why.
    /// </summary>
    public static async Task<ChannelSnapshot> StartAsync(
        this IChannelStore store, ChannelSnapshot snapshot, Func<Task> start, TimeProvider time)
    {
        try
        {
            await start();
            return snapshot;
        }
        catch (GatewayUnavailable problem)
        {
            return await store.WriteAsync(
                async transaction =>
                {
                    var channel = await transaction.LoadAsync(snapshot.Id);
                    channel.Observe(new StatusReason(ReasonCode.PairingFailed) { Cause = problem.Cause }, time.GetUtcNow());
                    return channel.Snapshot();
                },
                CancellationToken.None);
        }
    }
}
