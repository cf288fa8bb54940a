using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Domain.Sending;
using Channels.Domain.UseCases.Connect;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Channels.Domain.UseCases;

/// <summary>Registers the use cases, the checks that stand before each of them, and the mediator.</summary>
public static class UseCaseRegistration
{
    public static IServiceCollection AddUseCases(this IServiceCollection services)
    {
        var assembly = typeof(UseCaseRegistration).Assembly;
        foreach (var handler in assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false }))
        {
            foreach (var contract in handler.GetInterfaces().Where(IsRequestHandler))
            {
                services.AddTransient(contract, handler);
            }
        }

        foreach (var validator in AssemblyScanner.FindValidatorsInAssembly(assembly, includeInternalTypes: true))
        {
            services.AddSingleton(validator.InterfaceType, validator.ValidatorType);
        }

        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(RequireRole<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(KeyCheck<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(ValidateRequest<,>));
        services.AddScoped<ServiceFactory>(provider => provider.GetRequiredService);
        services.AddScoped<IMediator, Mediator>();
        services.AddScoped<Sender>();
        services.AddSingleton<Gateways>();
        services.AddSingleton<RefreshesUnderway>();
        services.TryAddSingleton(new SendOptions());
        return services;
    }

    private static bool IsRequestHandler(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IRequestHandler<,>);
}
