using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Keys;

/// <summary>The keys of other systems, the newest first; those that were revoked too.</summary>
[AllowedTo(Role.Administrator)]
public sealed record ListApiKeys : IRequest<IReadOnlyList<KeptKey>>;

internal sealed class ListApiKeysHandler(IApiKeys keys) : IRequestHandler<ListApiKeys, IReadOnlyList<KeptKey>>
{
    public Task<IReadOnlyList<KeptKey>> Handle(ListApiKeys request, CancellationToken cancellationToken) => keys.ListAsync(cancellationToken);
}
