using Channels.Domain;
using Channels.Domain.Ports;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Channels.Infrastructure.Gateways.Simulator;

internal static class SimulatorRegistration
{
    /// <summary>For development only. The host has to add an <see cref="IConsoleAddress"/>.</summary>
    public static IServiceCollection AddSimulator(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<GatewayVoice>();
        services.AddSingleton<SampleData>();
        services.AddSingleton<VirtualPhoneParts>();
        services.AddSingleton<VirtualPhones>();
        services.AddSingleton<INotificationHandler<StoreChanged>>(all => all.GetRequiredService<VirtualPhones>());
        services.AddSingleton<IVirtualPhones>(all => all.GetRequiredService<VirtualPhones>());
        services.AddSingleton<IChannelGateway, SimulatorGateway>();
        services.AddHostedService<ReviveAtStart>();
        return services;
    }
}
