using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Official;

/// <summary>An administrator came back from Facebook.</summary>
[AllowedTo(Role.Administrator)]
public sealed record CompleteAuthorization(AuthorizationReturn Back) : IRequest<AuthorizationEnd>;

internal sealed class CompleteAuthorizationHandler(IActor actor, IOfficialApi api)
    : IRequestHandler<CompleteAuthorization, AuthorizationEnd>
{
    public async Task<AuthorizationEnd> Handle(CompleteAuthorization request, CancellationToken cancellationToken)
    {
        // Its code can be used once: a browser that stops waiting stops nothing.
        var who = await actor.ReadAsync(cancellationToken);
        return await api.CompleteAsync(request.Back, who.UserId!, CancellationToken.None);
    }
}
