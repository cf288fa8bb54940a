using Channels.App.Features.Alerts;
using Channels.App.Hosting;
using Channels.Domain;
using Channels.Domain.Alerts;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Alerts;
using Channels.Domain.UseCases.Observe;
using Channels.Infrastructure.Alerts;
using Channels.Infrastructure.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Support;

/// <summary>Lets time pass and channels drop, with alerts as in the app.</summary>
internal static class AlertBench
{
    public static IServiceCollection AddAlerts(this IServiceCollection services)
    {
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection([new(PublicAddress.Key, "https://console.loja.example")]).Build();
        services.AddLocalization();
        services.AddSingleton<IConsoleZone>(new ConsoleTimeZone(settings));
        services.AddSingleton(new AlertTexts.Setup(settings, new PublicAddress(settings)));
        services.AddSingleton<IAlertTexts, AlertTexts>();
        return services.AddAlertSenders();
    }

    public static Task<AlertSettingsView> TurnOnAsync(this Workbench bench, Func<AlertChoices, AlertChoices> choose) =>
        bench.TurnOnAsync(choose, password: null);

    public static async Task<AlertSettingsView> TurnOnAsync(
        this Workbench bench, Func<AlertChoices, AlertChoices> choose, string? password)
    {
        var now = (await bench.SendAsync(new ReadAlerts())).Settings;
        return (await bench.SendAsync(new ChangeAlerts(choose(now.Choices), password, now.Revision))).Settings;
    }

    /// <summary>E-mail by a server on this machine.</summary>
    public static AlertChoices ByMail(this AlertChoices choices, int port, string user = "") => choices with
    {
        MailOn = true,
        Mail = new MailAccount("127.0.0.1", port, MailSecurity.None, user, "avisos@loja.example", "ana@loja.example, beto@loja.example"),
    };

    public static AlertChoices ByWebhook(this AlertChoices choices, string address) =>
        choices with { WebhookOn = true, WebhookAddress = address };

    public static async Task<DateTimeOffset?> WatchAsync(this Workbench bench) => await bench.SendAsModuleAsync(new WatchChannels());

    /// <summary>Lets time pass, and the watch look as often as it wants to.</summary>
    public static async Task PassAsync(this Workbench bench, TimeSpan span)
    {
        var until = bench.Time.GetUtcNow() + span;
        var next = await bench.WatchAsync();
        while (next <= until)
        {
            bench.Time.SetUtcNow(next > bench.Time.GetUtcNow() ? next.Value : bench.Time.GetUtcNow());
            next = await bench.WatchAsync();
        }

        bench.Time.SetUtcNow(until);
        await bench.WatchAsync();
    }

    public static Task PassAsync(this Workbench bench, double minutes) => bench.PassAsync(TimeSpan.FromMinutes(minutes));

    public static Task DropAsync(this Workbench bench, ChannelSnapshot channel, ReasonCode why = ReasonCode.Reconnecting) =>
        bench.SendAsGatewayAsync(new ObserveLine(channel.Id, new StatusReason(why) { Cause = ConnectionCause.Lost, Attempt = 1 }));

    public static Task ComeBackAsync(this Workbench bench, ChannelSnapshot channel) =>
        bench.SendAsGatewayAsync(new ObserveLogin(channel.Id, channel.Number!));

    /// <summary>Sends what is due on a route, as its worker does.</summary>
    public static async Task<DateTimeOffset?> DeliverAsync(this Workbench bench, AlertRoute route)
    {
        var due = await bench.SendAsModuleAsync(new ListDueDeliveries(route));
        foreach (var id in due.Now)
        {
            await bench.SendAsModuleAsync(new AttemptDelivery(id));
        }

        return (await bench.SendAsModuleAsync(new ListDueDeliveries(route))).NextAt;
    }

    public static async Task<IReadOnlyList<Incident>> IncidentsAsync(this Workbench bench) =>
        (await bench.SendAsync(new ReadAlerts())).Recent;

    /// <summary>Of all incidents, in the order in which they were written: "Down Mail Sent".</summary>
    public static async Task<IReadOnlyList<string>> DeliveriesAsync(this Workbench bench) =>
    [
        .. (await bench.IncidentsAsync()).SelectMany(x => x.Deliveries)
            .OrderBy(x => x.CreatedAt).ThenBy(x => x.Kind).ThenBy(x => x.Route)
            .Select(x => $"{x.Kind} {x.Route} {x.State}"),
    ];
}
