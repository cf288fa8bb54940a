using Channels.Domain.Ports;

namespace Channels.Domain.UseCases;

/// <summary>Finds the gateway of a method, and what stands in the way of each.</summary>
public sealed class Gateways(IEnumerable<IChannelGateway> gateways)
{
    private readonly Dictionary<ConnectionMethod, IChannelGateway> _byMethod = gateways.ToDictionary(g => g.Method);

    public IReadOnlyDictionary<ConnectionMethod, GatewayObstacle> Obstacles =>
        Enum.GetValues<ConnectionMethod>()
            .Select(method => (method, obstacle: ObstacleOf(method)))
            .Where(x => x.obstacle is not null)
            .ToDictionary(x => x.method, x => x.obstacle!.Value);

    /// <exception cref="RuleViolation">The method cannot work here.</exception>
    public IChannelGateway Working(ConnectionMethod method) =>
        ObstacleOf(method) is { } obstacle ? throw new RuleViolation(Rule.MethodNotAvailable, obstacle) : _byMethod[method];

    private GatewayObstacle? ObstacleOf(ConnectionMethod method) =>
        _byMethod.TryGetValue(method, out var gateway) ? gateway.Obstacle : GatewayObstacle.MetaNotConfigured;
}
