using Channels.Domain;

namespace Channels.Infrastructure.Gateways.MetaCloud;

/// <summary>How long to wait before a number is read again; never longer than usual, so that what broke is found within that.</summary>
internal static class ReadWait
{
    private static readonly TimeSpan FirstAfterFailure = TimeSpan.FromMinutes(1);

    public static TimeSpan Usual(TimeSpan every) => From(every, every).AtMost();

    public static TimeSpan AfterFailure(int failures, TimeSpan every) => From(FirstAfterFailure, every).After(failures);

    public static TimeSpan AfterLook(int looks, TimeSpan first, TimeSpan every) => From(first, every).After(looks);

    /// <summary>While Meta settles a number that was just authorized: 5, 15 and 45 s, then every minute, later every five.</summary>
    public static TimeSpan WhileSettling(int looks) => looks switch
    {
        0 => TimeSpan.FromSeconds(5),
        1 => TimeSpan.FromSeconds(15),
        2 => TimeSpan.FromSeconds(45),
        < 13 => TimeSpan.FromMinutes(1),
        _ => TimeSpan.FromMinutes(5),
    };

    private static DoublingWait From(TimeSpan first, TimeSpan every) => new(first, every, Least: 0.8);
}
