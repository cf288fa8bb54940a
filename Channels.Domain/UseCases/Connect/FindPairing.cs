using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Connect;

/// <summary>How far a pairing has come, for whoever asked for its code and waits.</summary>
[AllowedTo(Role.Administrator)]
[AllowedToKeys(ApiScope.ChannelsPair, About.Channel)]
public sealed record FindPairing(ChannelId Id) : IRequest<ChannelSnapshot>;

internal sealed class FindPairingHandler(IChannelStore store) : IRequestHandler<FindPairing, ChannelSnapshot>
{
    public Task<ChannelSnapshot> Handle(FindPairing request, CancellationToken cancellationToken) => store.FindStayingAsync(request.Id, cancellationToken);
}
