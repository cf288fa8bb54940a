using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Infrastructure.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Infrastructure.Identity;

internal static class IdentityRegistration
{
    public const int TriesBeforeLockOut = 5;
    public static readonly TimeSpan LockOut = TimeSpan.FromMinutes(15);
    public static readonly TimeSpan LinkLifetime = TimeSpan.FromHours(24);

    public static IServiceCollection AddPeople(this IServiceCollection services)
    {
        services.AddIdentityCore<User>(options =>
            {
                options.User.RequireUniqueEmail = true;
                // Addresses are checked by the validators of the use cases; Identity's default takes ASCII only.
                options.User.AllowedUserNameCharacters = "";
                options.Lockout.MaxFailedAccessAttempts = TriesBeforeLockOut;
                options.Lockout.DefaultLockoutTimeSpan = LockOut;
            })
            .AddEntityFrameworkStores<ChannelsDbContext>()
            .AddDefaultTokenProviders();
        services.Configure<DataProtectionTokenProviderOptions>(options => options.TokenLifespan = LinkLifetime);

        services.AddSingleton<UnknownAddresses>();
        services.AddSingleton<SetupCode>();
        services.AddSingleton<ISetupCode>(provider => provider.GetRequiredService<SetupCode>());
        services.AddScoped<IPeople, People>();
        services.AddScoped<IPreferences, KeptPreferences>();
        services.AddScoped<IActor, FreshActor>();
        return services;
    }
}
