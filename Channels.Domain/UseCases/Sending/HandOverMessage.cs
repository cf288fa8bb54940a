using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Domain.Sending;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Channels.Domain.UseCases.Sending;

/// <summary>Hands a claimed message to its gateway, with no transaction open. Answers what came of it, for <see cref="SettleMessage"/>.</summary>
[AllowedTo(Role.Module)]
public sealed record HandOverMessage(ChannelId Line, ConnectionMethod Method, SendOrder Order) : IRequest<SendOutcome>;

internal sealed partial class HandOverMessageHandler(Gateways gateways, ILogger<HandOverMessageHandler> logger)
    : IRequestHandler<HandOverMessage, SendOutcome>
{
    public async Task<SendOutcome> Handle(HandOverMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return gateways.Find(request.Method) is { Obstacle: null } gateway
                ? await gateway.SendAsync(request.Line, request.Order, cancellationToken)
                : new SendOutcome(SendResult.NotSent);
        }
        catch (GatewayUnavailable)
        {
            return new SendOutcome(SendResult.NotSent);
        }
        catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, request.Line, problem);
            return new SendOutcome(SendResult.Unanswered);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Channel}: what became of a message is not known")]
        public static partial void Failed(ILogger logger, ChannelId channel, Exception problem);
    }
}
