using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Infrastructure.Gateways.Media;
using Channels.Infrastructure.Gateways.WhatsAppWeb.Media;
using Channels.Infrastructure.Settings;
using MediatR;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

internal static class WhatsAppWebRegistration
{
    /// <exception cref="SettingsException">A setting of the section is wrong.</exception>
    public static IServiceCollection AddWhatsAppWeb(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment) =>
        services.AddWhatsAppWeb(WhatsAppWebOptions.From(configuration, environment));

    internal static IServiceCollection AddWhatsAppWeb(this IServiceCollection services, WhatsAppWebOptions options)
    {
        services.AddSingleton(Options.Create(options));
        services.AddHttpClient(ProfilePictures.Client)
            .ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { AllowAutoRedirect = false })
            .RemoveAllLoggers();

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<GatewayVoice>();
        services.AddSingleton(SidecarFolder.Find());
        services.AddSingleton<NodeRuntime>();
        services.AddSingleton<SidecarLauncher>();
        services.AddSingleton<Sidecar>();
        services.AddSingleton<ISidecar>(provider => provider.GetRequiredService<Sidecar>());
        services.AddSingleton<IMachineNetwork, MachineNetwork>();
        services.AddSingleton<Outage>();
        services.AddSingleton<ProfilePictures>();
        services.TryAddSingleton(new MediaLimit());
        services.AddSingleton<IMediaSource, WebMediaSource>();
        services.AddSingleton<InboxReader>();
        services.AddSingleton<WebSessionParts>();
        services.AddSingleton<WebSessions>();
        services.AddSingleton<INotificationHandler<StoreChanged>>(all => all.GetRequiredService<WebSessions>());
        services.AddSingleton<ReconcileChannel>();
        services.AddSingleton<IChannelGateway, WhatsAppWebGateway>();
        services.AddHostedService<ReconcileAtStart>();
        return services;
    }
}
