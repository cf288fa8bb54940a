using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Jobs;

/// <summary>The jobs whose turn has come, and when the next one's comes.</summary>
[AllowedTo(Role.Module)]
public sealed record ListDueJobs : IRequest<DueJobs>;

public sealed record DueJobs(IReadOnlyList<Guid> Now, DateTimeOffset? NextAt);

internal sealed class ListDueJobsHandler(IChannelStore store, TimeProvider time) : IRequestHandler<ListDueJobs, DueJobs>
{
    public async Task<DueJobs> Handle(ListDueJobs request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var waiting = (await store.ListJobsAsync(cancellationToken)).Where(x => !x.GivenUp).ToList();
        var later = waiting.Where(x => !x.IsDue(now)).Select(x => (DateTimeOffset?)x.NextTryAt).Min();
        return new DueJobs([.. waiting.Where(x => x.IsDue(now)).Select(x => x.Id)], later);
    }
}
