using System.Net;
using Channels.Infrastructure.Settings;
using Microsoft.AspNetCore.HttpOverrides;

namespace Channels.App.Hosting;

/// <summary>
/// Who may say where a request came from: the addresses in <c>ReverseProxy:KnownProxies</c>, single ones or networks,
/// separated by commas. Without the setting nobody may, and forwarded headers are only text.
/// </summary>
internal static class ReverseProxy
{
    public const string Key = "ReverseProxy:KnownProxies";

    /// <exception cref="SettingsException">An entry is no address and no network.</exception>
    public static void UseReverseProxy(this WebApplication app)
    {
        if (app.Configuration[Key] is not { Length: > 0 } text)
        {
            return;
        }

        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,

            // As far as the proxies are known: the first stranger is the client, whatever it says of others.
            ForwardLimit = null,
        };

        // Loopback is known to the framework unless it is told otherwise.
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var entry in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            Add(options, entry);
        }

        app.UseForwardedHeaders(options);
    }

    private static void Add(ForwardedHeadersOptions options, string entry)
    {
        if (IPAddress.TryParse(entry, out var address))
        {
            options.KnownProxies.Add(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
        }
        else if (System.Net.IPNetwork.TryParse(entry, out var network))
        {
            options.KnownIPNetworks.Add(Plain(network));
        }
        else
        {
            throw new SettingsException($"{Key} has '{entry}', which is neither an IP address nor a network such as 10.0.0.0/8.");
        }
    }

    // Requests over IPv4 are compared as such, even where they came in through an IPv6 socket.
    private static System.Net.IPNetwork Plain(System.Net.IPNetwork network) =>
        network is { BaseAddress.IsIPv4MappedToIPv6: true, PrefixLength: >= 96 }
            ? new System.Net.IPNetwork(network.BaseAddress.MapToIPv4(), network.PrefixLength - 96)
            : network;
}
