using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Infrastructure.Persistence.Contents;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Channels.Infrastructure.Jobs;

internal static class JobsRegistration
{
    public static IServiceCollection AddBackgroundWork(this IServiceCollection services)
    {
        services.TryAddSingleton<BackgroundWork>();
        services.AddSingleton<IBackgroundWork>(provider => provider.GetRequiredService<BackgroundWork>());
        services.AddSingleton<INotificationHandler<StoreChanged>>(provider => provider.GetRequiredService<BackgroundWork>());
        services.TryAddSingleton<ModuleVoice>();

        // Singletons like the worker itself: a scope would dispose what it was handed as its own.
        services.AddSingleton<OutlookWorker>();
        services.AddSingleton<INotificationHandler<ChannelChanged>>(all => all.GetRequiredService<OutlookWorker>());
        services.AddSingleton<INotificationHandler<ChannelRemoved>>(all => all.GetRequiredService<OutlookWorker>());
        services.AddSingleton<INotificationHandler<QueueChanged>>(all => all.GetRequiredService<OutlookWorker>());
        services.AddSingleton<IHostedService>(all => all.GetRequiredService<OutlookWorker>());
        services.AddSending();
        services.AddHostedService<RemovalWorker>();
        services.AddHostedService<JobWorker>();
        services.AddHostedService<HistoryWorker>();
        services.AddHostedService<SessionWorker>();
        services.TryAddSingleton(new KeepOptions());
        services.AddSingleton<Retention>();
        services.AddHostedService<RetentionWorker>();
        return services;
    }

    internal static IServiceCollection AddSending(this IServiceCollection services)
    {
        services.TryAddSingleton<ModuleVoice>();
        services.AddSingleton<SendWorker>();
        services.AddSingleton<ISendBell>(all => all.GetRequiredService<SendWorker>());
        services.AddSingleton<INotificationHandler<ChannelChanged>>(all => all.GetRequiredService<SendWorker>());
        services.AddSingleton<INotificationHandler<StoreChanged>>(all => all.GetRequiredService<SendWorker>());
        services.AddSingleton<IHostedService>(all => all.GetRequiredService<SendWorker>());
        return services;
    }
}
