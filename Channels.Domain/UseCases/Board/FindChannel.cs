using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Board;

/// <summary>One channel, or the one that took over from it when it was removed.</summary>
[AllowedTo(Role.Operator, Role.Administrator)]
[AllowedToKeys(ApiScope.ChannelsRead, About.Channel)]
public sealed record FindChannel(ChannelId Id) : IRequest<ChannelSnapshot>;

internal sealed class FindChannelHandler(IChannelStore store) : IRequestHandler<FindChannel, ChannelSnapshot>
{
    public async Task<ChannelSnapshot> Handle(FindChannel request, CancellationToken cancellationToken) =>
        await store.FindAsync(await store.ResolveAsync(request.Id, cancellationToken), cancellationToken) ?? throw new RuleViolation(Rule.ChannelNotFound);
}
