using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Official;

/// <summary>An administrator chose one of the numbers that the authorization covers.</summary>
[AllowedTo(Role.Administrator)]
public sealed record ChooseNumber(ChannelId Id, string NumberId) : IRequest<ChannelSnapshot>;

internal sealed class ChooseNumberHandler(IChannelStore store, Gateways gateways, IOfficialApi api)
    : IRequestHandler<ChooseNumber, ChannelSnapshot>
{
    public async Task<ChannelSnapshot> Handle(ChooseNumber request, CancellationToken cancellationToken)
    {
        gateways.EnsureOfficial((await store.FindStayingAsync(request.Id, cancellationToken)).Method);
        await api.ChooseAsync(request.Id, request.NumberId, CancellationToken.None);
        return await store.FindStayingAsync(request.Id, cancellationToken);
    }
}
