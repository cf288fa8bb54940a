using Channels.Domain.Access;
using Channels.Domain.LinkedData;
using Channels.Domain.Ports;
using Channels.Domain.Webhooks;

namespace Channels.Domain.UseCases.Webhooks;

/// <summary>Which endpoints a sender may see and change: a limited key those that hear of no other channels than its own.</summary>
internal static class EndpointReach
{
    public static bool Reaches(this Actor who, WebhookEndpoint endpoint, IEnumerable<ChannelId> hearsOf) =>
        who.Key?.Channels is not { } reached || (!endpoint.IsUnrestricted && hearsOf.ToList() is { Count: > 0 } channels && channels.All(reached.Contains));

    /// <exception cref="RuleViolation"><see cref="Rule.EndpointNotFound"/></exception>
    public static async Task<WebhookEndpoint> LoadAsync(this IWebhookData webhooks, Guid id, Actor who)
    {
        var endpoint = await webhooks.FindAsync(id);
        var channels = endpoint is null ? [] : (await webhooks.ListReachAsync(id)).Select(x => x.Channel!.Value);
        return endpoint is not null && who.Reaches(endpoint, channels) ? endpoint : throw new RuleViolation(Rule.EndpointNotFound);
    }

    /// <summary>A key makes no endpoint that hears of more than the key itself.</summary>
    /// <exception cref="RuleViolation">It would.</exception>
    public static void EnsureMayAsk(this Actor who, WebhookOrder order)
    {
        if (order.ShowsMessages && who.Key is { } key && !key.Scopes.Contains(ApiScope.MessagesRead))
        {
            throw new RuleViolation(Rule.ScopeMissing, ApiScopes.TextOf(ApiScope.MessagesRead));
        }

        if (who.Key?.Channels is { } reached)
        {
            if (order.Channels is null)
            {
                throw new RuleViolation(Rule.KeyIsLimited);
            }

            if (!order.Channels.All(reached.Contains))
            {
                throw new RuleViolation(Rule.ChannelNotFound);
            }
        }
    }

    /// <summary>The endpoint is an integration of exactly these channels from now on.</summary>
    public static async Task LinkAsync(this IChannelTransaction transaction, WebhookEndpoint endpoint, IReadOnlyList<ChannelId>? channels, DateTimeOffset now)
    {
        var before = await transaction.Webhooks.ListReachAsync(endpoint.Id);
        List<ChannelId> wanted = [.. channels?.Distinct() ?? []];
        foreach (var item in before.Where(x => !wanted.Contains(x.Channel!.Value)))
        {
            item.Unlink();
        }

        foreach (var id in wanted.Where(id => before.All(x => x.Channel != id)))
        {
            var channel = await transaction.LoadAsync(id);
            channel.EnsureStays();
            transaction.Linked.Add(LinkedItem.Of(endpoint.Id, endpoint.Host, channel.Id, now));
        }
    }
}
