using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Official;

/// <summary>An administrator clicked to authorize at Facebook; answers where to send the browser.</summary>
/// <param name="AllowOtherNumber">The number may be another than the channel had.</param>
/// <param name="OnBusinessApp">The number stays in use in the WhatsApp Business app on its owner's phone.</param>
[AllowedTo(Role.Administrator)]
public sealed record BeginAuthorization(ChannelId Id, bool AllowOtherNumber = false, bool OnBusinessApp = false) : IRequest<AuthorizationStart>;

internal sealed class BeginAuthorizationHandler(
    IChannelStore store, IActor actor, Gateways gateways, IOfficialApi api, TimeProvider time)
    : IRequestHandler<BeginAuthorization, AuthorizationStart>
{
    public async Task<AuthorizationStart> Handle(BeginAuthorization request, CancellationToken cancellationToken)
    {
        var who = await actor.ReadAsync(cancellationToken);
        var before = await store.FindStayingAsync(request.Id, cancellationToken);
        gateways.EnsureOfficial(before.Method);

        var start = await api.BeginAsync(request.Id, who.UserId!, request.OnBusinessApp, cancellationToken);
        return await store.WriteAsync(
            async transaction =>
            {
                var channel = await transaction.LoadAsync(request.Id);
                channel.AskToAuthorize(request.AllowOtherNumber, start.Until, who.Name, time.GetUtcNow());
                return start;
            },
            cancellationToken);
    }
}
