using Channels.Domain.Ports;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Channels.Infrastructure.Persistence;

internal static class PersistenceRegistration
{
    public static IServiceCollection AddPersistence(this IServiceCollection services, DataFolder folder)
    {
        var connection = new SqliteConnectionStringBuilder { DataSource = folder.Database, ForeignKeys = true }.ToString();
        services.AddSingleton(folder);
        services.AddSingleton<DataFolderLock>();
        services.AddSingleton<WriteGate>();
        services.AddSingleton<PrepareDatabase>();
        services.AddSingleton<DataBackup>();
        services.AddDbContextFactory<ChannelsDbContext>(
            options => options.UseSqlite(connection).AddInterceptors(new ConnectionPragmas()));
        services.AddScoped<IChannelStore, ChannelStore>();
        services.AddSingleton<IAlertStore, AlertStore>();
        services.AddSingleton<ISecretSeal, SecretSeal>();
        services.AddSingleton<ISessionKeys, SessionKeys>();

        // The name binds the keys to this product, wherever its files lie.
        services.AddDataProtection().SetApplicationName("Channels").PersistKeysToFileSystem(new DirectoryInfo(folder.Keys));
        // It warns at a first start that the keys lie there in clear: the folder's mode protects them, and the docs say so.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error));
        services.AddHealthChecks().AddCheck<StoreHealth>("store");
        return services;
    }
}
