using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.History;

/// <summary>A page of the timelines of all channels together, those that are gone too; newest first.</summary>
/// <param name="Before">See <see cref="ReadHistory"/>.</param>
[AllowedTo(Role.Administrator)]
public sealed record ReadAudit(long? Before = null, int Count = 50) : IRequest<TimelinePage>;

internal sealed class ReadAuditHandler(IChannelStore store) : IRequestHandler<ReadAudit, TimelinePage>
{
    public Task<TimelinePage> Handle(ReadAudit request, CancellationToken cancellationToken) =>
        TimelinePage.ReadAsync(store, id: null, request.Before, request.Count, cancellationToken);
}
