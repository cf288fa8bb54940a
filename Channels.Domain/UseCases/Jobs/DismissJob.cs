using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Jobs;

/// <summary>A person removed the device on the phone, so that a job that was given up is nothing to show any more.</summary>
[AllowedTo(Role.Administrator)]
public sealed record DismissJob(Guid Job) : IRequest;

internal sealed class DismissJobHandler(IChannelStore store) : IRequestHandler<DismissJob>
{
    public Task<Unit> Handle(DismissJob request, CancellationToken cancellationToken) =>
        store.WriteAsync(
            async transaction =>
            {
                if (await transaction.FindJobAsync(request.Job) is { GivenUp: true } job)
                {
                    transaction.Remove(job);
                }

                return Unit.Value;
            },
            cancellationToken);
}
