using Channels.Domain.Ports;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Infrastructure.Jobs;

internal static class JobsRegistration
{
    public static IServiceCollection AddBackgroundWork(this IServiceCollection services)
    {
        services.AddSingleton<BackgroundWork>();
        services.AddSingleton<IBackgroundWork>(provider => provider.GetRequiredService<BackgroundWork>());
        services.AddSingleton<ModuleVoice>();
        services.AddHostedService<RemovalWorker>();
        services.AddHostedService<JobWorker>();
        services.AddHostedService<HistoryWorker>();
        return services;
    }
}
