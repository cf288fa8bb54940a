using Channels.Domain.Ports;
using Channels.Infrastructure.Persistence.Contents;
using Channels.Infrastructure.Persistence.Outbox;
using Channels.Infrastructure.Persistence.Reading;
using Channels.Infrastructure.Persistence.Upgrades;
using Channels.Infrastructure.Persistence.Webhooks;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Channels.Infrastructure.Persistence;

internal static class PersistenceRegistration
{
    /// <param name="certificates">What wraps the keys; nothing does by default.</param>
    public static IServiceCollection AddPersistence(this IServiceCollection services, DataFolder folder, KeyCertificates? certificates = null)
    {
        certificates ??= KeyCertificates.None;

        // As long as SQLite itself waits for a lock (ConnectionPragmas): nobody in front of a page waits for half a minute.
        var connection = new SqliteConnectionStringBuilder { DataSource = folder.Database, ForeignKeys = true, DefaultTimeout = 5 }.ToString();
        services.AddSingleton(folder);
        services.AddSingleton<DataFolderLock>();
        services.AddSingleton<StoreSignal>();
        services.AddSingleton<WriteGate>();
        services.AddSingleton<IStoreWrites>(provider => provider.GetRequiredService<WriteGate>());
        services.AddSingleton<PrepareDatabase>();
        services.AddSingleton<DataBackup>();
        services.AddSingleton<IOldRows, OldContacts>();
        services.AddSingleton<ContentKeys>();
        services.AddSingleton<OutboxSeal>();
        services.AddSingleton<IOutbox, OutboxReader>();
        services.AddSingleton<MessageLogReader>();
        services.AddSingleton<IMessageLog>(all => all.GetRequiredService<MessageLogReader>());
        services.AddSingleton<ILinkedReader, LinkedReader>();
        services.AddSingleton<IWebhookStore, WebhookReader>();
        services.AddSingleton<Inbox>();
        services.AddSingleton<KeyWrites>();
        services.AddSingleton<IInbox>(all => all.GetRequiredService<Inbox>());
        services.AddPooledDbContextFactory<ChannelsDbContext>(
            options => options.UseSqlite(connection).AddInterceptors(new ConnectionPragmas()));
        services.AddScoped<IChannelStore, ChannelStore>();
        services.AddSingleton<IAlertStore, AlertStore>();
        services.AddSingleton<ISecretSeal, SecretSeal>();
        services.AddSingleton<ISessionKeys, SessionKeys>();

        services.AddSingleton(certificates);
        services.AddSingleton<KeyRing>();

        // The name binds the keys to this product, wherever its files lie.
        var keys = services.AddDataProtection().SetApplicationName("Channels").PersistKeysToFileSystem(new DirectoryInfo(folder.Keys));
        if (certificates.Present is { } present)
        {
            keys.ProtectKeysWithCertificate(present);
        }

        if (certificates.Old is { } old)
        {
            keys.UnprotectKeysWithAnyCertificate(old);
        }

        // It warns at a first start that keys without a certificate lie there in clear: the folder's mode protects them,
        // and the docs say so.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error));
        services.AddHealthChecks().AddCheck<StoreHealth>("store");
        return services;
    }
}
