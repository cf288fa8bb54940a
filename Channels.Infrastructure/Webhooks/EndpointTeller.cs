using Channels.Domain.UseCases.Webhooks;
using Channels.Domain.Webhooks;
using Channels.Infrastructure.Jobs;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Channels.Infrastructure.Webhooks;

/// <summary>Has people told of endpoints that switched themselves off.</summary>
internal sealed class EndpointTeller(BackgroundWork work, ModuleVoice voice, TimeProvider time, ILogger<EndpointTeller> logger)
    : Worker(work, time, logger), INotificationHandler<EndpointsEdited>
{
    public Task Handle(EndpointsEdited notification, CancellationToken cancellationToken)
    {
        LookAgain();
        return Task.CompletedTask;
    }

    protected override async Task<DateTimeOffset?> WorkAsync(CancellationToken cancellationToken) =>
        await voice.SendAsync(new TellOfEndpoints(), cancellationToken) ? Time.GetUtcNow() + LookAgainAfter : null;
}
