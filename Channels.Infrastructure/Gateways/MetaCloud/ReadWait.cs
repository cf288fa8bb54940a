using Channels.Domain;

namespace Channels.Infrastructure.Gateways.MetaCloud;

/// <summary>How long to wait before a number is read again; never longer than usual, so that what broke is found within that.</summary>
internal static class ReadWait
{
    private static readonly TimeSpan FirstAfterFailure = TimeSpan.FromMinutes(1);

    public static TimeSpan Usual(TimeSpan every) => From(every, every).AtMost();

    public static TimeSpan AfterFailure(int failures, TimeSpan every) => From(FirstAfterFailure, every).After(failures);

    public static TimeSpan AfterLook(int looks, TimeSpan first, TimeSpan every) => From(first, every).After(looks);

    private static DoublingWait From(TimeSpan first, TimeSpan every) => new(first, every, Least: 0.8);
}
