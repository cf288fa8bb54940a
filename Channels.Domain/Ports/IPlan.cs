namespace Channels.Domain.Ports;

/// <summary>What the customer contracted.</summary>
public interface IPlan
{
    /// <summary>How many channels may exist; may change while the app runs.</summary>
    int ConnectionLimit { get; }
}
