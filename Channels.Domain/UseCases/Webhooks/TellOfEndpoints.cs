using Channels.Domain.Access;
using Channels.Domain.Alerts;
using Channels.Domain.Ports;
using Channels.Domain.Webhooks;
using MediatR;

namespace Channels.Domain.UseCases.Webhooks;

/// <summary>Tells people by mail, once, of each endpoint that switched itself off within the last day.</summary>
/// <returns>Whether one could not be told and is to be tried again.</returns>
[AllowedTo(Role.Module)]
public sealed record TellOfEndpoints : IRequest<bool>;

internal sealed class TellOfEndpointsHandler(
    IWebhookStore webhooks, IAlertStore alerts, IEnumerable<IAlertSender> senders, IChannelStore store, TimeProvider time) : IRequestHandler<TellOfEndpoints, bool>
{
    private static readonly TimeSpan NewsFor = TimeSpan.FromDays(1);

    public async Task<bool> Handle(TellOfEndpoints request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var news = (await webhooks.ListAsync(cancellationToken)).Select(x => x.Endpoint)
            .Where(x => x is { Off: EndpointOff.Gone or EndpointOff.Failed, IsToldOff: false } && x.OffAt > now - NewsFor).ToList();
        var settings = news.Count == 0 ? null : await alerts.ReadSettingsAsync(cancellationToken);
        if (settings is null || !settings.Choices.RoutesOn.Contains(AlertRoute.Mail) || !settings.IsComplete(AlertRoute.Mail))
        {
            return false;
        }

        var mail = senders.Single(x => x.Route == AlertRoute.Mail);
        var isLeft = false;
        foreach (var endpoint in news)
        {
            var story = new EndpointStory(endpoint.Address, endpoint.Off == EndpointOff.Gone, endpoint.FailingSince ?? endpoint.OffAt!.Value);
            var outcome = await mail.SendAsync(new AlertNotice(endpoint.Id, now, Incident: null) { Endpoint = story }, settings, cancellationToken);
            if (outcome.Verdict == AlertVerdict.Failed)
            {
                isLeft = true;
            }
            else
            {
                await store.WriteAsync(transaction => ToldAsync(transaction, endpoint.Id), CancellationToken.None);
            }
        }

        return isLeft;
    }

    private static async Task<Unit> ToldAsync(IChannelTransaction transaction, Guid endpoint)
    {
        (await transaction.Webhooks.FindAsync(endpoint))?.ToldOff();
        return Unit.Value;
    }
}
