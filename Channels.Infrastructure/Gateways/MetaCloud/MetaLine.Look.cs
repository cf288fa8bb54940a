using Channels.Domain;
using Channels.Infrastructure.Gateways.MetaCloud.Graph;

namespace Channels.Infrastructure.Gateways.MetaCloud;

/// <summary>
/// Looks at the number. Graph says 100 and nothing else of one that is gone, and at times of one that is not: so that
/// only the second look in a row is believed.
/// </summary>
internal sealed partial class MetaLine
{
    private const int Believed = 2;

    private int _misses;

    /// <returns>Null where it is gone.</returns>
    /// <exception cref="GatewayUnavailable">It may be gone: it is looked at again soon.</exception>
    private async Task<NumberNode?> LookAsync(string numberId, string token, ChannelSnapshot channel, CancellationToken cancellationToken)
    {
        try
        {
            var number = await Graph.ReadNumberAsync(numberId, token, cancellationToken);
            _misses = 0;
            return number;
        }
        catch (GraphException problem) when (problem.Error is { Code: 100, Subcode: null } && channel.Official is not null)
        {
            Log.Refused(parts.Logger, id, "to show the number", problem.Error.Code, problem.Error.Trace);
            return ++_misses >= Believed ? null : throw new GatewayUnavailable(ConnectionCause.ServiceUnavailable, problem);
        }
    }
}
