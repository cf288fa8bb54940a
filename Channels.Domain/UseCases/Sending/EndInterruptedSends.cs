using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Domain.Sending;
using MediatR;

namespace Channels.Domain.UseCases.Sending;

/// <summary>At the start: of what was being handed over when the app ended, nobody knows whether it left. Answers how many there were.</summary>
[AllowedTo(Role.Module)]
public sealed record EndInterruptedSends : IRequest<int>;

internal sealed class EndInterruptedSendsHandler(IChannelStore store, TimeProvider time) : IRequestHandler<EndInterruptedSends, int>
{
    public Task<int> Handle(EndInterruptedSends request, CancellationToken cancellationToken) =>
        store.WriteAsync(
            async transaction =>
            {
                var interrupted = await transaction.Sending.ListAsync([SendState.Sending], int.MaxValue);
                return interrupted.Count(x => x.Lose(time.GetUtcNow()));
            },
            cancellationToken);
}
