using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.People;

/// <summary>
/// Ends the session in which the person sends this: a copy of its cookie is worth nothing from now on. One that ended before,
/// as by a new password, needs no more.
/// </summary>
[AllowedTo(Role.Nobody, Role.Operator, Role.Administrator)]
public sealed record SignOut : IRequest;

internal sealed class SignOutHandler(ISessions sessions, IActor actor) : IRequestHandler<SignOut>
{
    public async Task<Unit> Handle(SignOut request, CancellationToken cancellationToken)
    {
        var me = await actor.ReadAsync(cancellationToken);
        if (me.UserId is { } id)
        {
            await sessions.EndAsync(id, x => x.Id == me.Session, TraceKind.SignedOut, cancellationToken);
        }

        return Unit.Value;
    }
}
