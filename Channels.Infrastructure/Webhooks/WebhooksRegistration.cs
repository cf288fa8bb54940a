using System.Net;
using Channels.Domain;
using Channels.Domain.Events;
using Channels.Domain.Ports;
using Channels.Domain.Webhooks;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Channels.Infrastructure.Webhooks;

internal static class WebhooksRegistration
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services, WebhookOptions options)
    {
        services.AddSingleton(options);
        services.TryAddSingleton<INameResolver, SystemNames>();
        services.AddSingleton<NetworkGuard>();
        services.AddSingleton<IWebhookGuard>(all => all.GetRequiredService<NetworkGuard>());
        services.AddSingleton<IWebhookSender, WebhookPoster>();
        services.AddHttpClient(WebhookPoster.Client, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(all => HandlerOf(options, all.GetRequiredService<NetworkGuard>()))
            .RemoveAllLoggers();
        return services;
    }

    public static IServiceCollection AddWebhookWorker(this IServiceCollection services)
    {
        // Singletons like the worker itself: a scope would dispose what it was handed as its own.
        services.AddSingleton<WebhookWorker>();
        services.AddSingleton<INotificationHandler<EventsAppended>>(all => all.GetRequiredService<WebhookWorker>());
        services.AddSingleton<INotificationHandler<EndpointsEdited>>(all => all.GetRequiredService<WebhookWorker>());
        services.AddSingleton<INotificationHandler<StoreChanged>>(all => all.GetRequiredService<WebhookWorker>());
        services.AddSingleton<IHostedService>(all => all.GetRequiredService<WebhookWorker>());
        services.AddSingleton<EndpointTeller>();
        services.AddSingleton<INotificationHandler<EndpointsEdited>>(all => all.GetRequiredService<EndpointTeller>());
        services.AddSingleton<IHostedService>(all => all.GetRequiredService<EndpointTeller>());
        return services;
    }

    /// <summary>The environment's own proxies are none of these.</summary>
    internal static SocketsHttpHandler HandlerOf(WebhookOptions options, NetworkGuard guard)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = options.Proxy is not null };
        if (options.Proxy is null)
        {
            handler.ConnectCallback = guard.ConnectAsync;
        }
        else
        {
            handler.Proxy = new WebProxy(options.Proxy);
        }

        return handler;
    }
}
