using Channels.Domain.Ports;
using Channels.Infrastructure.Alerts;
using Channels.Infrastructure.Gateways;
using Channels.Infrastructure.Gateways.Media;
using Channels.Infrastructure.Gateways.MetaCloud;
using Channels.Infrastructure.Gateways.Simulator;
using Channels.Infrastructure.Gateways.WhatsAppWeb;
using Channels.Infrastructure.Identity;
using Channels.Infrastructure.Jobs;
using Channels.Infrastructure.Persistence;
using Channels.Infrastructure.Persistence.Contents;
using Channels.Infrastructure.Settings;
using Channels.Infrastructure.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Channels.Infrastructure;

/// <summary>What a host needs of this assembly.</summary>
public static class InfrastructureServices
{
    /// <exception cref="SettingsException">A setting is missing or wrong.</exception>
    public static void AddInfrastructure(this IHostApplicationBuilder builder)
    {
        builder.Services.AddPersistence(
            DataFolder.From(builder.Configuration, builder.Environment), KeyCertificates.From(builder.Configuration, builder.Environment));
        builder.Services.AddSingleton(KeepOptions.From(builder.Configuration));
        builder.Services.AddSingleton(SendSettings.From(builder.Configuration));
        builder.Services.AddSingleton(MediaLimit.From(builder.Configuration));
        builder.Services.AddHostedService<StoreProbe>();
        builder.Services.AddPeople();
        builder.Services.AddWhatsAppWeb(builder.Configuration, builder.Environment);
        builder.Services.AddMetaCloud(builder.Configuration);
        builder.Services.AddHostedService<MissingGatewaysAtStart>();
        if (builder.Environment.IsDevelopment())
        {
            builder.Services.AddSimulator();
        }

        // After the gateways, so that it ends before them: an attempt under way is cut off, and not failed by their end.
        builder.Services.AddAlertSenders();
        builder.Services.AddAlertWorkers();
        builder.Services.AddWebhooks(WebhookOptions.From(builder.Configuration, builder.Environment));
        builder.Services.AddWebhookWorker();
        builder.Services.AddBackgroundWork();
    }

    /// <summary>Takes the data folder for this process and brings the database up to date; before anything uses either.</summary>
    /// <exception cref="SettingsException">The folder or its keys cannot be used, or another process has it.</exception>
    public static async Task PrepareAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        var folder = services.GetRequiredService<DataFolder>();
        folder.Create();
        services.GetRequiredService<DataFolderLock>().Take();
        try
        {
            services.GetRequiredService<KeyRing>().Wrap();
            await services.GetRequiredService<PrepareDatabase>().RunAsync(cancellationToken);
            await ActivatorUtilities.CreateInstance<StoreProbe>(services).TryAsync(cancellationToken);
            await services.LoadSessionsAsync(cancellationToken);
        }
        catch (Exception problem) when (StoreTroubles.OfFile(problem) is { } trouble)
        {
            throw folder.TakesNoWrites(trouble, problem);
        }
    }

    /// <summary>Copies the data folder, whether an app runs on it or not.</summary>
    /// <returns>The folder with the copy, as a whole path.</returns>
    /// <exception cref="SettingsException">There is nothing to copy, or no place for the copy.</exception>
    /// <param name="withContents">Also what messages say, which is left out otherwise.</param>
    public static Task<string> BackUpAsync(
        this IServiceProvider services, string target, CancellationToken cancellationToken, bool withContents = false) =>
        services.GetRequiredService<DataBackup>().WriteAsync(target, withContents, cancellationToken);

    /// <summary>
    /// Makes a one-time setup code where nobody can sign in yet, or where <paramref name="recover"/> asks for one.
    /// </summary>
    /// <returns>The code, to be shown once on the console; null where none is needed.</returns>
    public static async Task<string?> MakeSetupCodeAsync(
        this IServiceProvider services, bool recover, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var any = await scope.ServiceProvider.GetRequiredService<IPeople>().AnyAsync(cancellationToken);
        return !any || recover ? services.GetRequiredService<SetupCode>().Make(recovery: any) : null;
    }
}
