using Channels.Domain.Ports;

namespace Channels.Domain.UseCases;

internal static class StoreExtensions
{
    /// <summary>An instance for which the gateway is about to be asked something.</summary>
    /// <exception cref="RuleViolation"><see cref="Rule.ChannelNotFound"/>, <see cref="Rule.BeingRemoved"/></exception>
    public static async Task<ChannelSnapshot> FindStayingAsync(
        this IChannelStore store, ChannelId id, CancellationToken cancellationToken)
    {
        var channel = await store.FindAsync(id, cancellationToken) ?? throw new RuleViolation(Rule.ChannelNotFound);
        return channel.Removal is { } removal ? throw new RuleViolation(Rule.BeingRemoved, channel.Name, removal.Who) : channel;
    }
}
