using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Official;

/// <summary>The numbers among which an administrator has to choose.</summary>
[AllowedTo(Role.Administrator)]
public sealed record ListOfferedNumbers(ChannelId Id) : IRequest<IReadOnlyList<OfferedNumber>>;

internal sealed class ListOfferedNumbersHandler(IChannelStore store, Gateways gateways, IOfficialApi api)
    : IRequestHandler<ListOfferedNumbers, IReadOnlyList<OfferedNumber>>
{
    public async Task<IReadOnlyList<OfferedNumber>> Handle(ListOfferedNumbers request, CancellationToken cancellationToken)
    {
        gateways.EnsureOfficial((await store.FindStayingAsync(request.Id, cancellationToken)).Method);
        return await api.ListNumbersAsync(request.Id, cancellationToken);
    }
}
