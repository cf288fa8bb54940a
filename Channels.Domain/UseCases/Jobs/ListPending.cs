using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Jobs;

/// <summary>The devices of removed instances that WhatsApp still lists; oldest first.</summary>
[AllowedTo(Role.Operator, Role.Administrator)]
public sealed record ListPending : IRequest<IReadOnlyList<PendingJob>>;

/// <param name="NextTryAt">Null once it was given up, so that somebody has to remove the device on the phone.</param>
/// <param name="LastCause">What stood in the way the last time; null before the first try.</param>
public sealed record PendingJob(
    Guid Id,
    string ChannelName,
    ConnectionMethod Method,
    PhoneNumber? Number,
    DateTimeOffset CreatedAt,
    DateTimeOffset? NextTryAt,
    ConnectionCause? LastCause)
{
    public bool GivenUp => NextTryAt is null;

    // A job that was never tried is about to be, which is nothing for a person to know.
    internal static async Task<IReadOnlyList<PendingJob>> ListAsync(IChannelStore store, CancellationToken cancellationToken) =>
        [.. (await store.ListJobsAsync(cancellationToken)).Where(x => x.Attempts > 0).Select(Of)];

    private static PendingJob Of(GatewayJob job) =>
        new(job.Id, job.ChannelName, job.Method, job.Number, job.CreatedAt, job.GivenUp ? null : job.NextTryAt, job.LastCause);
}

internal sealed class ListPendingHandler(IChannelStore store) : IRequestHandler<ListPending, IReadOnlyList<PendingJob>>
{
    public Task<IReadOnlyList<PendingJob>> Handle(ListPending request, CancellationToken cancellationToken) =>
        PendingJob.ListAsync(store, cancellationToken);
}
