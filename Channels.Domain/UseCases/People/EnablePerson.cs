using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.People;

/// <summary>Lets somebody in again, or keeps them out. The last active administrator cannot be kept out.</summary>
[AllowedTo(Role.Administrator)]
public sealed record EnablePerson(string UserId, bool Enabled) : IRequest;

internal sealed class EnablePersonHandler(IPeople people) : IRequestHandler<EnablePerson>
{
    public async Task<Unit> Handle(EnablePerson request, CancellationToken cancellationToken)
    {
        await people.SetEnabledAsync(request.UserId, request.Enabled, cancellationToken);
        return Unit.Value;
    }
}
