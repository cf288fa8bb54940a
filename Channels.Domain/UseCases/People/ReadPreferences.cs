using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.People;

/// <summary>How the sender likes the console.</summary>
[AllowedTo(Role.Operator, Role.Administrator)]
public sealed record ReadPreferences : IRequest<Preferences>;

internal sealed class ReadPreferencesHandler(IPreferences preferences, IActor actor)
    : IRequestHandler<ReadPreferences, Preferences>
{
    public async Task<Preferences> Handle(ReadPreferences request, CancellationToken cancellationToken) =>
        await preferences.ReadAsync((await actor.ReadAsync(cancellationToken)).UserId!, cancellationToken);
}
