using Channels.App.Api;
using Channels.App.Api.V1;
using Channels.App.Components.Forms;
using Channels.App.Features.Alerts;
using Channels.App.Features.History;
using Channels.App.Features.List;
using Channels.App.Features.VirtualPhone;
using Channels.App.Live;
using Channels.App.Resources;
using Channels.App.Session;
using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases;
using Channels.Domain.Webhooks;
using Channels.Infrastructure;
using Channels.Infrastructure.Settings;
using MediatR;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor;
using MudBlazor.Services;

namespace Channels.App.Hosting;

/// <summary>Puts the app together: what it consists of, and what a request passes on its way.</summary>
internal static class AppServices
{
    /// <param name="args">The command line.</param>
    /// <param name="more">Services in the place of the usual ones.</param>
    public static WebApplication Build(string[] args, Action<IServiceCollection>? more = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = ContentRootOf(args),
        });
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyLimits.Usual;
        });
        builder.AddInfrastructure();
        builder.Services.AddUseCases();
        AddLive(builder.Services);
        AddPages(builder.Services);
        AddSignIn(builder.Services);
        if (builder.Environment.IsDevelopment())
        {
            builder.Services.AddSingleton<IConsoleAddress, ConsoleAddress>();
            PhoneGuests.AddTo(builder.Services);
        }

        more?.Invoke(builder.Services);
        var app = builder.Build();
        app.Services.GetRequiredService<IPlan>();
        app.Services.GetRequiredService<ConsoleTimeZone>();
        app.Services.GetRequiredService<IAlertTexts>();
        app.Services.GetRequiredService<PublicAddress>();
        app.Services.GetRequiredService<SessionCircuits>();
        UsePipeline(app);
        return app;
    }

    private static void AddLive(IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IPlan, Plan>();
        services.AddSingleton<ConsoleTimeZone>();
        services.AddSingleton<AlertTexts.Setup>();
        services.AddSingleton<IAlertTexts, AlertTexts>();
        services.AddSingleton<ChannelFeed>();
        services.AddSingleton<DownCount>();
        services.AddNewsFeed<AlertsChanged>().AddNewsFeed<QueueChanged>().AddNewsFeed<WebhooksChanged>();
        services.AddSingleton<StoreFeed>();
        services.AddSingleton<ProofFeed>();
        services.AddSingleton<IConfirmations>(all => all.GetRequiredService<ProofFeed>());
        services.AddSingleton<IOutlooks>(all => all.GetRequiredService<ProofFeed>());
        services.AddSingleton<IConsoleZone>(all => all.GetRequiredService<ConsoleTimeZone>());
        services.AddSingleton<PairingFeed>();
        services.AddSingleton<IPairingCodes>(all => all.GetRequiredService<PairingFeed>());
        services.AddTransient<INotificationHandler<ChannelChanged>, PushChannelChanges>();
        services.AddTransient<INotificationHandler<ChannelRemoved>, PushChannelChanges>();
        services.AddTransient<INotificationHandler<PendingChanged>, PushChannelChanges>();
        services.AddTransient<INotificationHandler<SignsChanged>, PushChannelChanges>();
        services.AddTransient<INotificationHandler<StoreChanged>>(all => all.GetRequiredService<StoreFeed>());
    }

    private static void AddPages(IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(hub =>
        {
            hub.AddFilter<CircuitDoor>();
            hub.AddFilter<CircuitClient>();
        });
        services.AddSingleton<CircuitDoor>();
        services.AddSingleton<CircuitClient>();
        services.AddSingleton<SessionCircuits>();
        services.AddScoped<CircuitHandler, SessionCircuits.Handler>();
        services.AddScoped<CircuitHandler, CircuitClient.Handler>();
        services.AddScoped(all => new Reader(all.GetRequiredService<ILiveSessions>()));
        services.AddCascadingAuthenticationState();
        services.AddHttpContextAccessor();
        services.AddScoped<Dispatcher>();
        services.AddScoped<OwnPreferences>();
        services.AddMemoryCache();
        services.AddSingleton<BoardHandover>();
        services.AddMudServices(mud =>
        {
            mud.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomCenter;
            mud.SnackbarConfiguration.VisibleStateDuration = 6000;
            mud.SnackbarConfiguration.MaximumOpacity = 100;
        });

        services.AddLocalization();
        services.AddScoped<Words>();
        services.AddScoped<HistoryCsv>();
        services.AddScoped<AuditCsv>();
        services.AddSingleton<PublicAddress>();
        services.Replace(ServiceDescriptor.Transient<MudLocalizer, MudWords>());
        services.AddOptions<RequestLocalizationOptions>().Configure<PublicAddress>((options, address) =>
        {
            options.SetDefaultCulture(Language.Portuguese);
            options.AddSupportedCultures(Language.Portuguese, Language.English);
            options.AddSupportedUICultures(Language.Portuguese, Language.English);
            options.RequestCultureProviders = [new CookieRequestCultureProvider { CookieName = Language.CookieOf(address).Name! }];
        });

        services.AddProblemDetails();
        services.AddExceptionHandler<RequestFailures>();
        services.AddHealthChecks();

        // Told by KnownHosts, in words.
        services.Configure<HostFilteringOptions>(options => options.AllowedHosts = ["*"]);
        services.AddSingleton<WebhookBodies>();
        services.AddApiV1();
    }

    private static void AddSignIn(IServiceCollection services)
    {
        services.AddAuthentication(SessionCookie.Scheme).AddCookie();
        services.AddOptions<CookieAuthenticationOptions>(SessionCookie.Scheme).Configure<PublicAddress>(SessionCookie.Configure);
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddAntiforgery();
        services.AddOptions<AntiforgeryOptions>().Configure<PublicAddress>((options, address) =>
            options.Cookie = new ConsoleCookie("channels.form", address) { SameSite = SameSiteMode.Strict });
        services.AddSingleton<SignInLimit>();
        services.AddSingleton<SetupGate>();
    }

    private static void UsePipeline(WebApplication app)
    {
        app.UseReverseProxy();
        app.Use(RelativeRedirects.InvokeAsync);
        app.UseRequestLocalization();
        app.UseExceptionHandler("/erro", createScopeForErrors: true);
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<KnownHosts>();
        app.UseMiddleware<CircuitOrigin>();
        app.Use(BodyLimits.RaiseForCircuitsAsync);
        app.Use(HeadAsGet.InvokeAsync);
        app.UseStatusCodePagesWithReExecute("/nao-encontrado", createScopeForStatusCodePages: true);
        app.Use(RequestFailures.PageOnlyForNotFound);
        app.UseWhen(http => http.Request.Path.StartsWithSegments(ApiV1.Path), api => api.Use(ApiLanguage.SpeakAsync).Use(ApiProblems.FillAsync));
        app.UseRouting();
        app.UseWhen(http => http.Request.Path.StartsWithSegments(ApiV1.Path), api => api.Use(ApiProblems.RefuseUnknownAsync));
        app.UseMiddleware<SetupGate>();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.UseMiddleware<StaleForms>();

        app.MapStaticAssets().AllowAnonymous();
        app.MapGet("/", () => TypedResults.LocalRedirect(LocalUrl.Board)).AllowAnonymous();
        app.MapHealth();
        app.MapPictures();
        app.MapReceipts();
        app.MapHistory();
        app.MapLanguage();
        app.MapSession();
        app.MapIcons();
        app.MapOfficial();
        app.MapApiV1();
        var circuits = app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
        if (app.Environment.IsDevelopment())
        {
            app.MapSimulator(circuits);
        }
    }

    // A published folder runs from wherever it is started; in development the project's own files are the live ones.
    private static string? ContentRootOf(string[] args)
    {
        var host = new ConfigurationBuilder()
            .AddEnvironmentVariables("DOTNET_").AddEnvironmentVariables("ASPNETCORE_").AddCommandLine(args).Build();
        return host[HostDefaults.ContentRootKey]
            ?? (host[HostDefaults.EnvironmentKey] == Environments.Development ? null : AppContext.BaseDirectory);
    }
}
