using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Jobs;

/// <summary>A person does not want to wait for the next try.</summary>
[AllowedTo(Role.Administrator)]
public sealed record HurryJob(Guid Job) : IRequest;

internal sealed class HurryJobHandler(IChannelStore store, IBackgroundWork background, TimeProvider time)
    : IRequestHandler<HurryJob>
{
    public async Task<Unit> Handle(HurryJob request, CancellationToken cancellationToken)
    {
        await store.WriteAsync(
            async transaction =>
            {
                var job = await transaction.FindJobAsync(request.Job);
                job?.Hurry(time.GetUtcNow());
                return Unit.Value;
            },
            cancellationToken);
        background.Wake();
        return Unit.Value;
    }
}
