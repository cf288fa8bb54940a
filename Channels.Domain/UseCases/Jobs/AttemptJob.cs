using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Jobs;

/// <summary>Tries once to end a removed instance's device at WhatsApp. Safe to repeat: a device that is gone is done.</summary>
[AllowedTo(Role.Module)]
public sealed record AttemptJob(Guid Job) : IRequest;

internal sealed class AttemptJobHandler(IChannelStore store, Gateways gateways, TimeProvider time) : IRequestHandler<AttemptJob>
{
    public async Task<Unit> Handle(AttemptJob request, CancellationToken cancellationToken)
    {
        var job = (await store.ListJobsAsync(cancellationToken)).SingleOrDefault(x => x.Id == request.Job);
        if (job is null || job.GivenUp)
        {
            return Unit.Value;
        }

        var trouble = await TryAsync(job, cancellationToken);
        var givenUp = await store.WriteAsync(
            transaction => WriteDownAsync(transaction, request.Job, trouble),
            CancellationToken.None);
        if (givenUp && gateways.Find(job.Method) is { } gateway)
        {
            await gateway.ForgetAsync(job.Channel, cancellationToken);
        }

        return Unit.Value;
    }

    /// <returns>What stood in the way; null where it is done.</returns>
    private async Task<ConnectionCause?> TryAsync(GatewayJob job, CancellationToken cancellationToken)
    {
        // Without its gateway there is nothing that could still be connected.
        if (gateways.Find(job.Method) is not { } gateway)
        {
            return null;
        }

        try
        {
            await gateway.RemoveAsync(job.Channel, cancellationToken);
            return null;
        }
        catch (GatewayUnavailable problem)
        {
            return problem.Cause;
        }
    }

    private async Task<bool> WriteDownAsync(IChannelTransaction transaction, Guid id, ConnectionCause? trouble)
    {
        // Somebody may have taken it off the list meanwhile.
        if (await transaction.FindJobAsync(id) is not { } job)
        {
            return false;
        }

        var now = time.GetUtcNow();
        if (trouble is { } cause)
        {
            job.Failed(cause, now);
        }
        else
        {
            transaction.Remove(job);
        }

        // An instance that never had a number never had a device either.
        if (job.GivenUp || (trouble is null && job.Number is not null))
        {
            var kind = trouble is null ? HistoryKind.DeviceUnlinked : HistoryKind.DeviceLeft;
            transaction.Record(new HistoryEntry(job.Channel, job.ChannelName, now, kind, Who: null, Detail: null));
        }

        return job.GivenUp;
    }
}
