using Channels.App.Api.V1;
using Channels.Infrastructure.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Infrastructure.Webhooks;

/// <summary>What the use cases of webhooks need, as in the app; without the worker.</summary>
internal static class WebhookParts
{
    public static IServiceCollection AddWebhookParts(this IServiceCollection services) =>
        services.AddEventBodies().AddWebhooks(new WebhookOptions(AllowsLoopback: true, [], Proxy: null));
}
