using Channels.Infrastructure;

namespace Channels.App;

/// <summary>
/// Shows on the console, and nowhere else, the link with which the first administrator is created. It is a secret:
/// it does not pass a logger.
/// </summary>
internal static class SetupLink
{
    public static async Task PrintAsync(WebApplication app, bool recover)
    {
        if (await app.Services.MakeSetupCodeAsync(recover, CancellationToken.None) is { } code)
        {
            Console.WriteLine();
            Console.WriteLine($"  Create an administrator:  {AddressOf(app.Urls.FirstOrDefault())}setup?codigo={code}");
            Console.WriteLine();
        }
    }

    /// <summary>Where a browser on this machine reaches the console.</summary>
    private static Uri AddressOf(string? bound)
    {
        var address = BindingAddress.Parse(bound ?? "http://localhost:5080");
        var host = address.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : address.Host;
        return new UriBuilder(address.Scheme, host, address.Port, address.PathBase + "/").Uri;
    }
}
