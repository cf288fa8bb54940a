using System.Net.NetworkInformation;
using Microsoft.Extensions.Logging;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

internal interface IMachineNetwork
{
    /// <summary>The machine may have got a network again; raised from any thread.</summary>
    event EventHandler? CameBack;
}

/// <summary>Hears of the machine's network from the system. A system that tells nothing only costs some seconds.</summary>
internal sealed partial class MachineNetwork : IMachineNetwork, IDisposable
{
    public MachineNetwork(ILogger<MachineNetwork> logger)
    {
        try
        {
            NetworkChange.NetworkAvailabilityChanged += OnAvailability;

            // An interface may be up long before it has an address.
            NetworkChange.NetworkAddressChanged += OnAddress;
        }
        catch (Exception problem) when (problem is NetworkInformationException or PlatformNotSupportedException)
        {
            Log.Unheard(logger, problem.Message);
        }
    }

    public event EventHandler? CameBack;

    public void Dispose()
    {
        NetworkChange.NetworkAvailabilityChanged -= OnAvailability;
        NetworkChange.NetworkAddressChanged -= OnAddress;
    }

    private void OnAvailability(object? sender, NetworkAvailabilityEventArgs e)
    {
        if (e.IsAvailable)
        {
            CameBack?.Invoke(this, EventArgs.Empty);
        }
    }

    private void OnAddress(object? sender, EventArgs e) => CameBack?.Invoke(this, EventArgs.Empty);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The system does not tell when the network comes back: {Problem}")]
        public static partial void Unheard(ILogger logger, string problem);
    }
}
