using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Infrastructure.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
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
            })
            .AddEntityFrameworkStores<ChannelsDbContext>()
            .AddDefaultTokenProviders();
        services.Configure<DataProtectionTokenProviderOptions>(options => options.TokenLifespan = LinkLifetime);

        services.AddSingleton<UnknownAddresses>();
        services.AddSingleton<NobodysPassword>();
        services.AddSingleton<SetupCode>();
        services.AddSingleton<ISetupCode>(provider => provider.GetRequiredService<SetupCode>());
        services.AddSingleton<LiveSessions>();
        services.AddSingleton<ILiveSessions>(provider => provider.GetRequiredService<LiveSessions>());
        services.AddScoped<IPeople, People>();
        services.AddScoped<ISessions, Sessions>();
        services.AddScoped<Trace>();
        services.AddScoped<ITrace>(provider => provider.GetRequiredService<Trace>());
        services.AddScoped<IPreferences, KeptPreferences>();
        services.AddScoped<IActor, FreshActor>();
        services.AddSingleton<ApiKeys>();
        services.AddSingleton<IApiKeys>(provider => provider.GetRequiredService<ApiKeys>());
        services.AddSingleton<IKeyReach>(provider => provider.GetRequiredService<ApiKeys>());
        return services;
    }

    /// <summary>Reads which sessions stand; once, before anybody comes.</summary>
    public static async Task LoadSessionsAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        var contexts = services.GetRequiredService<IDbContextFactory<ChannelsDbContext>>();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var live = services.GetRequiredService<LiveSessions>();
        await foreach (var session in Sessions.Standing(db).Select(x => x.Session).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            live.Begin(session);
        }
    }
}
