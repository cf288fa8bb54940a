using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Channels.Domain.UseCases.Jobs;

/// <summary>Tries once to end a removed channel's device at WhatsApp. Safe to repeat: a device that is gone is done.</summary>
[AllowedTo(Role.Module)]
public sealed record AttemptJob(Guid Job) : IRequest;

internal sealed partial class AttemptJobHandler(
    IChannelStore store, Gateways gateways, TimeProvider time, ILogger<AttemptJobHandler> logger) : IRequestHandler<AttemptJob>
{
    public async Task<Unit> Handle(AttemptJob request, CancellationToken cancellationToken)
    {
        if (await store.FindJobAsync(request.Job, cancellationToken) is not { } job)
        {
            return Unit.Value;
        }

        // One that was given up is listed again at the start of the app: it may have gone before it forgot. One that just
        // failed has to wait, although somebody read that it was due before it did.
        var gateway = gateways.Find(job.Method);
        if (job.GivenUp || (job.IsDue(time.GetUtcNow()) && await AttemptAsync(job, gateway, cancellationToken)))
        {
            await (gateway?.ForgetAsync(job.Channel, cancellationToken) ?? Task.CompletedTask);
        }

        return Unit.Value;
    }

    /// <returns>Whether it is given up.</returns>
    private async Task<bool> AttemptAsync(GatewayJob job, IChannelGateway? gateway, CancellationToken cancellationToken)
    {
        // Without its gateway there is nothing that could still be connected.
        var trouble = gateway is null ? null : await RemoveAsync(job, gateway, cancellationToken);
        return await store.WriteAsync(transaction => WriteDownAsync(transaction, job.Id, gateway is not null, trouble), CancellationToken.None);
    }

    /// <returns>What stood in the way; null where it is done.</returns>
    private async Task<ConnectionCause?> RemoveAsync(GatewayJob job, IChannelGateway gateway, CancellationToken cancellationToken)
    {
        try
        {
            await gateway.RemoveAsync(job.Channel, cancellationToken);
            return null;
        }
        catch (GatewayUnavailable problem)
        {
            // An app that stops cuts the attempt off, which says nothing of WhatsApp.
            cancellationToken.ThrowIfCancellationRequested();
            return problem.Cause;
        }
        catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, job.Channel, problem);
            return ConnectionCause.Unknown;
        }
    }

    private async Task<bool> WriteDownAsync(IChannelTransaction transaction, Guid id, bool asked, ConnectionCause? trouble)
    {
        // Somebody may have taken it off the list meanwhile.
        if (await transaction.FindJobAsync(id) is not { GivenUp: false } job)
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

        if (trouble is null || job.GivenUp)
        {
            // With what is written, not after it: nobody would look for them again.
            await transaction.ForgetSecretsAsync(job.Channel);
        }

        // Where no device was linked any more, none was unlinked either.
        if (job.GivenUp || (asked && trouble is null && job.HadDevice))
        {
            var kind = trouble is null ? HistoryKind.DeviceUnlinked : HistoryKind.DeviceLeft;
            transaction.Record(new HistoryEntry(job.Channel, job.ChannelName, now, kind, Who: null, Detail: null));
        }

        return job.GivenUp;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Channel}: ending the device of a removed channel failed")]
        public static partial void Failed(ILogger logger, ChannelId channel, Exception problem);
    }
}
