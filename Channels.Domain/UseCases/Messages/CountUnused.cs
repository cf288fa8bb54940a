using Channels.Domain.Access;
using Channels.Domain.Messages;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Messages;

/// <summary>A gateway counted what WhatsApp delivered and nobody used. Of a channel that is gone nothing is kept.</summary>
/// <param name="Counts">By kind; below zero where what was counted before was used after all.</param>
[AllowedTo(Role.Gateway)]
public sealed record CountUnused(ChannelId Id, IReadOnlyDictionary<MessageKind, int> Counts) : IRequest;

internal sealed class CountUnusedHandler(IChannelStore store, TimeProvider time) : IRequestHandler<CountUnused>
{
    public Task<Unit> Handle(CountUnused request, CancellationToken cancellationToken) =>
        store.WriteAsync(
            async transaction =>
            {
                if (await transaction.FindAsync(request.Id) is not null)
                {
                    foreach (var (kind, count) in request.Counts)
                    {
                        (await transaction.LoadUnusedAsync(request.Id, kind)).Add(count, time.GetUtcNow());
                    }
                }

                return Unit.Value;
            },
            cancellationToken);
}
