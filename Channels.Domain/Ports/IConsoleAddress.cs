namespace Channels.Domain.Ports;

/// <summary>Where a browser reaches the console.</summary>
public interface IConsoleAddress
{
    /// <summary>The address that another machine of the same network can open, where the console listens there; ends with a slash.</summary>
    Uri Find();
}
