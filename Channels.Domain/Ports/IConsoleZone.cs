namespace Channels.Domain.Ports;

/// <summary>Where the business is: what "today" means.</summary>
public interface IConsoleZone
{
    TimeZoneInfo Zone { get; }
}
