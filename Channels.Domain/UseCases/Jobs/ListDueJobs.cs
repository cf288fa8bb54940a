using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Jobs;

/// <summary>The jobs whose turn has come, and when the next one's comes.</summary>
/// <param name="AtStart">Also those that were given up, whose credentials the app may not have forgotten before it went.</param>
[AllowedTo(Role.Module)]
public sealed record ListDueJobs(bool AtStart = false) : IRequest<DueJobs>;

public sealed record DueJobs(IReadOnlyList<Guid> Now, DateTimeOffset? NextAt);

internal sealed class ListDueJobsHandler(IChannelStore store, TimeProvider time) : IRequestHandler<ListDueJobs, DueJobs>
{
    public async Task<DueJobs> Handle(ListDueJobs request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var jobs = await store.ListJobsAsync(cancellationToken);
        var due = jobs.Where(x => x.IsDue(now) || (x.GivenUp && request.AtStart)).Select(x => x.Id);
        var later = jobs.Where(x => !x.GivenUp && !x.IsDue(now)).Select(x => (DateTimeOffset?)x.NextTryAt).Min();
        return new DueJobs([.. due], later);
    }
}
