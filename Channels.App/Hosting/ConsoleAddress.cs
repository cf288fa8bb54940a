using System.Net.NetworkInformation;
using System.Net.Sockets;
using Channels.Domain.Ports;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Channels.App.Hosting;

/// <summary>The address for others: where the console listens everywhere, this machine's own in its network.</summary>
internal sealed class ConsoleAddress(IServer server) : IConsoleAddress
{
    public const string ThisMachine = "localhost";

    public Uri Find()
    {
        var bound = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var anyHost = InNetwork() ?? ThisMachine;
        return bound.Select(address => Of(address, anyHost)).OrderBy(x => x.IsLoopback).FirstOrDefault() ?? Of(null, ThisMachine);
    }

    /// <param name="bound">An address as the server has it, or null before it has one.</param>
    /// <param name="anyHost">Stands for every address of this machine.</param>
    public static Uri Of(string? bound, string anyHost)
    {
        var address = BindingAddress.Parse(bound ?? "http://localhost:5080");
        var host = address.Host is "*" or "+" or "0.0.0.0" or "[::]" ? anyHost : address.Host;
        return new UriBuilder(address.Scheme, host, address.Port, address.PathBase + "/").Uri;
    }

    // A network with a way out is the one in which a phone is, too; containers and virtual machines have none.
    private static string? InNetwork() =>
        NetworkInterface.GetAllNetworkInterfaces()
            .Where(x => x is { OperationalStatus: OperationalStatus.Up, NetworkInterfaceType: not NetworkInterfaceType.Loopback })
            .Select(x => x.GetIPProperties())
            .Where(x => x.GatewayAddresses.Count > 0)
            .SelectMany(x => x.UnicastAddresses)
            .FirstOrDefault(x => x.Address.AddressFamily == AddressFamily.InterNetwork)?.Address.ToString();
}
