namespace Channels.Domain.Ports;

/// <summary>Finds the gateway of a method, and what stands in the way of each.</summary>
public sealed class Gateways(IEnumerable<IChannelGateway> gateways)
{
    private readonly Dictionary<ConnectionMethod, IChannelGateway> _byMethod = gateways.ToDictionary(g => g.Method);

    /// <summary>What the page offers; the simulator only where there is one.</summary>
    public IReadOnlyList<OfferedMethod> Offered =>
        [.. Enum.GetValues<ConnectionMethod>()
            .Where(method => method != ConnectionMethod.Simulator || _byMethod.ContainsKey(method))
            .Select(method => new OfferedMethod(method, ObstacleOf(method)) { ConfirmsEvery = Find(method)?.ConfirmsEvery, Ways = (Find(method) as IOfficialGateway)?.Ways })];

    /// <summary>The gateway of a method whether or not it can work now; null where there is none.</summary>
    public IChannelGateway? Find(ConnectionMethod method) => _byMethod.GetValueOrDefault(method);

    /// <exception cref="RuleViolation">The method cannot work here.</exception>
    public IChannelGateway Working(ConnectionMethod method) =>
        ObstacleOf(method) is { } obstacle ? throw new RuleViolation(Rule.MethodNotAvailable, obstacle) : _byMethod[method];

    /// <summary>What only the official API has is asked of one of its channels, and it works here.</summary>
    /// <exception cref="RuleViolation">One of the two is not so.</exception>
    public void EnsureOfficial(ConnectionMethod method) => Working(method == ConnectionMethod.MetaCloud
        ? method
        : throw new RuleViolation(Rule.ChannelNotFound));

    /// <summary>The gateway of a method, whose lines can have a proxy; whether it works here does not matter.</summary>
    /// <exception cref="RuleViolation">They cannot.</exception>
    public IProxiedGateway Proxied(ConnectionMethod method) =>
        Find(method) as IProxiedGateway ?? throw new RuleViolation(Rule.ChannelNotFound);

    private GatewayObstacle? ObstacleOf(ConnectionMethod method) =>
        _byMethod.TryGetValue(method, out var gateway) ? gateway.Obstacle
        : method == ConnectionMethod.Simulator ? GatewayObstacle.OnlyInDevelopment
        : GatewayObstacle.MetaNotConfigured;
}

/// <summary>A way to connect a channel.</summary>
/// <param name="Obstacle">Why it cannot work here; null where it can.</param>
public sealed record OfferedMethod(ConnectionMethod Method, GatewayObstacle? Obstacle)
{
    /// <summary>See <see cref="IChannelGateway.ConfirmsEvery"/>; null where there is no gateway.</summary>
    public TimeSpan? ConfirmsEvery { get; init; }

    /// <summary>Of the official API, how a number comes in; null of the others.</summary>
    public OfficialWays? Ways { get; init; }
}
