using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.People;

/// <summary>Changes what is given of the sender's own preferences, and answers all of them.</summary>
[AllowedTo(Role.Operator, Role.Administrator)]
public sealed record ChangePreferences(
    ThemeChoice? Theme = null, BoardView? View = null, BoardOrder? Order = null, bool? Alarm = null)
    : IRequest<Preferences>;

internal sealed class ChangePreferencesHandler(IPreferences preferences, IActor actor)
    : IRequestHandler<ChangePreferences, Preferences>
{
    public async Task<Preferences> Handle(ChangePreferences request, CancellationToken cancellationToken)
    {
        var me = (await actor.ReadAsync(cancellationToken)).UserId!;
        await preferences.ChangeAsync(me, request.Theme, request.View, request.Order, request.Alarm, cancellationToken);
        return await preferences.ReadAsync(me, cancellationToken);
    }
}
