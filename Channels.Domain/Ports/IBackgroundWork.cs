namespace Channels.Domain.Ports;

/// <summary>Removals under way, jobs at the gateways and alerts, which go on without anybody on the page.</summary>
public interface IBackgroundWork
{
    /// <summary>Something new is to be done; returns at once. What is lost in a crash is found again at the next start.</summary>
    void Wake();
}
