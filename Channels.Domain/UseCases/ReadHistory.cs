using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases;

/// <summary>The newest lines of an instance's timeline, newest first; also of an instance that is gone.</summary>
[AllowedTo(Role.Operator, Role.Administrator)]
public sealed record ReadHistory(ChannelId Id, int Count = 200) : IRequest<IReadOnlyList<HistoryEntry>>;

internal sealed class ReadHistoryHandler(IChannelStore store)
    : IRequestHandler<ReadHistory, IReadOnlyList<HistoryEntry>>
{
    public Task<IReadOnlyList<HistoryEntry>> Handle(ReadHistory request, CancellationToken cancellationToken) =>
        store.ReadHistoryAsync(request.Id, Math.Clamp(request.Count, 1, 1000), cancellationToken);
}
