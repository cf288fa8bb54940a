using System.Net;
using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Infrastructure.Gateways.Media;
using Channels.Infrastructure.Gateways.MetaCloud.Graph;
using Channels.Infrastructure.Gateways.MetaCloud.Media;
using Channels.Infrastructure.Gateways.MetaCloud.Webhooks;
using Channels.Infrastructure.Jobs;
using Channels.Infrastructure.Persistence.Upgrades;
using Channels.Infrastructure.Settings;
using MediatR;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace Channels.Infrastructure.Gateways.MetaCloud;

internal static class MetaRegistration
{
    private const int Retries = 2;
    private const int LargestAnswer = 4 * 1024 * 1024;

    /// <exception cref="SettingsException">The section is set in part or wrong.</exception>
    public static IServiceCollection AddMetaCloud(this IServiceCollection services, IConfiguration configuration) =>
        MetaOptions.From(configuration) is { } options ? services.AddMetaCloud(options) : services.AddNoMetaCloud();

    internal static IServiceCollection AddNoMetaCloud(this IServiceCollection services)
    {
        // What was kept when it was set up stays.
        services.AddSingleton<IOldRows, OldNotices>();
        services.AddSingleton<NoOfficialApi>();
        services.AddSingleton<IOfficialApi>(all => all.GetRequiredService<NoOfficialApi>());
        return services.AddSingleton<IOfficialWebhook>(all => all.GetRequiredService<NoOfficialApi>());
    }

    internal static IServiceCollection AddMetaCloud(this IServiceCollection services, MetaOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<IOldRows, OldNotices>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<GatewayVoice>();
        services.TryAddSingleton<BackgroundWork>();
        services.AddSingleton<GraphUsage>();
        services.AddSingleton<GraphClient>();
        services.AddSingleton<MetaAccounts>();
        services.AddSingleton<AccountTurns>();
        services.AddSingleton<MetaTolds>();
        services.AddSingleton<TickedFields>();
        services.AddSingleton<MetaAttempts>();
        services.AddSingleton<MetaNotices>();
        services.AddSingleton<MetaPartners>();
        services.AddSingleton<AuthorizationEntry>();
        services.AddSingleton<AccountFinder>();
        services.AddSingleton<TokenCheck>();
        services.AddSingleton<MetaLineParts>();
        services.AddSingleton<MetaLines>();
        services.AddSingleton<INotificationHandler<StoreChanged>>(all => all.GetRequiredService<MetaLines>());
        services.AddSingleton<IOfficialApi, OfficialApi>();
        services.TryAddSingleton(new MediaLimit());
        services.AddSingleton<IMediaSource, MetaMediaSource>();
        services.AddSingleton<IOfficialWebhook, MetaWebhook>();
        services.AddSingleton<IChannelGateway, MetaCloudGateway>();
        services.AddSingleton<NoticeWorker>();
        services.AddSingleton<IHostedService>(all => all.GetRequiredService<NoticeWorker>());
        services.AddHostedService<MetaReader>();
        services.AddHostedService<TickedFieldsWorker>();
        services.AddHttpClient(MetaMediaSource.Client)
            .ConfigureHttpClient(http => http.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
            .RemoveAllLoggers();
        services.AddHttpClient(GraphClient.Client)
            .ConfigureHttpClient(http =>
            {
                // The limit of each try ends with the headers of its answer; this one is of all tries and the body.
                http.Timeout = (options.AnswersWithin + (options.RetriesAfter * 4)) * (Retries + 1);
                http.MaxResponseContentBufferSize = LargestAnswer;
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                AutomaticDecompression = DecompressionMethods.All,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            })
            .RemoveAllLoggers()
            .AddResilienceHandler(GraphClient.Client, pipeline => Protect(pipeline, options));
        return services;
    }

    // Its own logs would carry addresses; what becomes of a call is logged where it is known what it was for.
    private static void Protect(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, MetaOptions options)
    {
        pipeline.TelemetryListener = null;

        // How long Meta takes is real, whatever the clock of the use cases is.
        pipeline.TimeProvider = TimeProvider.System;
        pipeline.AddRetry(new HttpRetryStrategyOptions
        {
            MaxRetryAttempts = Retries,
            Delay = options.RetriesAfter,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = options.RetriesAfter > TimeSpan.Zero,
            ShouldRetryAfterHeader = false,
            ShouldHandle = call => ValueTask.FromResult(
                call.Context.GetRequestMessage() is { } request
                && request.Options.TryGetValue(GraphClient.Repeatable, out var repeatable) && repeatable
                && HttpClientResiliencePredicates.IsTransient(call.Outcome)
                && call.Outcome.Result?.StatusCode is not HttpStatusCode.TooManyRequests),
        });
        pipeline.AddTimeout(options.AnswersWithin);
    }
}
