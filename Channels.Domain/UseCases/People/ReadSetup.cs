using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.People;

/// <summary>Whether the first administrator is still to be created, or a recovery is under way with this code.</summary>
[AllowedTo(Role.Nobody, Role.Operator, Role.Administrator)]
public sealed record ReadSetup(string? Code) : IRequest<SetupState>;

/// <param name="NobodyYet">There is nobody who could sign in.</param>
/// <param name="IsOpen">Whoever has the code may create an administrator.</param>
public sealed record SetupState(bool NobodyYet, bool IsOpen);

internal sealed class ReadSetupHandler(IPeople people, ISetupCode code) : IRequestHandler<ReadSetup, SetupState>
{
    public async Task<SetupState> Handle(ReadSetup request, CancellationToken cancellationToken)
    {
        var nobodyYet = !await people.AnyAsync(cancellationToken);
        return new SetupState(nobodyYet, nobodyYet || (code.IsRecovery && code.Matches(request.Code ?? "")));
    }
}
