using Channels.Domain.Access;
using Channels.Domain.Contacts;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Messages;

/// <summary>WhatsApp told that somebody has another number, or is known by another id, than before.</summary>
[AllowedTo(Role.Gateway)]
public sealed record RenameContact(ContactAddress Earlier, ContactAddress Present) : IRequest;

internal sealed class RenameContactHandler(IChannelStore store, TimeProvider time) : IRequestHandler<RenameContact>
{
    public Task<Unit> Handle(RenameContact request, CancellationToken cancellationToken) =>
        store.WriteAsync(
            async transaction =>
            {
                await transaction.Contacts.RenameAsync(request.Earlier, request.Present, time.GetUtcNow());
                return Unit.Value;
            },
            cancellationToken);
}
