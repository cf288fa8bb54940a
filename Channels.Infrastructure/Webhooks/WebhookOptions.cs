using System.Net;
using Channels.Infrastructure.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Channels.Infrastructure.Webhooks;

/// <summary>Where webhooks may go besides the public internet, and through what.</summary>
/// <param name="AllowsLoopback">Also without TLS: in Development.</param>
/// <param name="AllowedNetworks"><c>Webhooks:AllowedNetworks</c>: inner networks that are open to webhooks.</param>
/// <param name="Proxy"><c>Webhooks:Proxy</c>: it resolves names, and has to keep webhooks out of inner networks itself.</param>
internal sealed record WebhookOptions(bool AllowsLoopback, IReadOnlyList<IPNetwork> AllowedNetworks, Uri? Proxy)
{
    private const string NetworksSetting = "Webhooks:AllowedNetworks";
    private const string ProxySetting = "Webhooks:Proxy";

    /// <exception cref="SettingsException">A setting is no network or no address.</exception>
    public static WebhookOptions From(IConfiguration configuration, IHostEnvironment environment) =>
        new(environment.IsDevelopment(), ReadNetworks(configuration), ReadProxy(configuration));

    private static List<IPNetwork> ReadNetworks(IConfiguration configuration)
    {
        var listed = (configuration[NetworksSetting] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var texts = listed.Concat(configuration.GetSection(NetworksSetting).GetChildren().Select(x => x.Value ?? ""));
        return [.. texts.Select(text => IPNetwork.TryParse(text, out var network)
            ? network
            : throw new SettingsException($"{NetworksSetting} has \"{text}\". It is a list of networks such as 10.1.0.0/16, with commas in between."))];
    }

    private static Uri? ReadProxy(IConfiguration configuration) =>
        configuration[ProxySetting] is not { Length: > 0 } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var proxy) && proxy.Scheme is "http" or "https" or "socks5" ? proxy
        : throw new SettingsException($"{ProxySetting} is \"{text}\". It is an address such as http://proxy.example:3128.");
}
