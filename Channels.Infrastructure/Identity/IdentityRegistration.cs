using Channels.Domain.Ports;
using Channels.Infrastructure.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Infrastructure.Identity;

internal static class IdentityRegistration
{
    public static readonly TimeSpan LinkLifetime = TimeSpan.FromHours(24);

    public static IServiceCollection AddPeople(this IServiceCollection services)
    {
        services.AddIdentityCore<User>(options =>
            {
                options.User.RequireUniqueEmail = true;
                // Addresses are checked by the validators of the use cases; Identity's default takes ASCII only.
                options.User.AllowedUserNameCharacters = "";
                options.Lockout.MaxFailedAccessAttempts = 5;
                options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
            })
            .AddEntityFrameworkStores<ChannelsDbContext>()
            .AddDefaultTokenProviders();
        services.Configure<DataProtectionTokenProviderOptions>(options => options.TokenLifespan = LinkLifetime);

        services.AddSingleton<SetupCode>();
        services.AddSingleton<ISetupCode>(provider => provider.GetRequiredService<SetupCode>());
        services.AddScoped<IPeople, People>();
        services.AddScoped<IActor, FreshActor>();
        return services;
    }
}
