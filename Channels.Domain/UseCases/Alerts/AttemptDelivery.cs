using Channels.Domain.Access;
using Channels.Domain.Alerts;
using Channels.Domain.Ports;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Channels.Domain.UseCases.Alerts;

/// <summary>
/// Tries once to send a message. The try is written down first; if its outcome never is, nobody knows whether the
/// message arrived, and it is not sent again.
/// </summary>
[AllowedTo(Role.Module)]
public sealed record AttemptDelivery(Guid Delivery) : IRequest;

internal sealed partial class AttemptDeliveryHandler(
    IChannelStore store, IEnumerable<IAlertSender> senders, TimeProvider time, ILogger<AttemptDeliveryHandler> logger)
    : IRequestHandler<AttemptDelivery>
{
    public async Task<Unit> Handle(AttemptDelivery request, CancellationToken cancellationToken)
    {
        // From here on not to be cut off: a beginning that is written down without a try is never tried.
        cancellationToken.ThrowIfCancellationRequested();
        if (await store.WriteAsync(transaction => BeginAsync(transaction, request.Delivery), CancellationToken.None) is { } begun)
        {
            var outcome = await SendAsync(begun, cancellationToken);
            await store.WriteAsync(
                transaction => ConcludeAsync(transaction, request.Delivery, outcome), CancellationToken.None);
        }

        return Unit.Value;
    }

    private async Task<Begun?> BeginAsync(IChannelTransaction transaction, Guid id)
    {
        var incident = await transaction.Alerts.FindIncidentAsync(id);
        var delivery = incident?.Deliveries.Single(x => x.Id == id);
        var settings = await transaction.Alerts.LoadSettingsAsync();
        var now = time.GetUtcNow();
        return incident is not null && delivery is not null && incident.BeginDelivery(delivery, settings, now)
            ? new Begun(delivery.Route, new AlertNotice(id, now, incident.Tell(delivery)), settings)
            : null;
    }

    private async Task<AlertOutcome> SendAsync(Begun begun, CancellationToken cancellationToken)
    {
        try
        {
            return begun.Settings.IsComplete(begun.Route)
                ? await senders.Single(x => x.Route == begun.Route).SendAsync(begun.Notice, begun.Settings, cancellationToken)
                : AlertOutcome.Failed(AlertTrouble.NotSetUp);
        }
        catch (Exception problem)
        {
            Log.Failed(logger, begun.Notice.Id, problem);
            return AlertOutcome.Unknown(AlertTrouble.Fault);
        }
    }

    private async Task<Unit> ConcludeAsync(IChannelTransaction transaction, Guid id, AlertOutcome outcome)
    {
        var incident = await transaction.Alerts.FindIncidentAsync(id);
        incident?.Deliveries.Single(x => x.Id == id).Conclude(outcome, time.GetUtcNow());
        return Unit.Value;
    }

    private sealed record Begun(AlertRoute Route, AlertNotice Notice, AlertSettings Settings);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Alert {Delivery}: sending failed in an unexpected way")]
        public static partial void Failed(ILogger logger, Guid delivery, Exception problem);
    }
}
