using Channels.Domain;
using Channels.Domain.Alerts;
using Channels.Domain.Ports;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Channels.Infrastructure.Alerts;

internal static class AlertsRegistration
{
    public static IServiceCollection AddAlertSenders(this IServiceCollection services)
    {
        services.AddSingleton<IAlertSender, MailSender>();
        services.AddSingleton<IAlertSender, WebhookSender>();
        services.AddHttpClient(WebhookSender.Client)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
            .RemoveAllLoggers();
        return services;
    }

    public static IServiceCollection AddAlertWorkers(this IServiceCollection services)
    {
        services.AddSingleton<WatchWorker>();

        // Singletons like the worker itself: a scope would dispose what it was handed as its own.
        services.AddSingleton<INotificationHandler<ChannelChanged>>(all => all.GetRequiredService<WatchWorker>());
        services.AddSingleton<INotificationHandler<ChannelRemoved>>(all => all.GetRequiredService<WatchWorker>());
        services.AddSingleton<IHostedService>(all => all.GetRequiredService<WatchWorker>());
        services.AddSingleton<StoreTeller>();
        services.AddSingleton<INotificationHandler<StoreChanged>>(all => all.GetRequiredService<StoreTeller>());
        services.AddSingleton<IHostedService>(all => all.GetRequiredService<StoreTeller>());
        foreach (var route in Enum.GetValues<AlertRoute>())
        {
            services.AddSingleton<IHostedService>(all => ActivatorUtilities.CreateInstance<DeliveryWorker>(all, route));
        }

        return services;
    }
}
