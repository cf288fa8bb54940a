using Channels.Infrastructure;
using Channels.Infrastructure.Settings;

namespace Channels.App.Hosting;

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
            var address = app.Services.GetRequiredService<PublicAddress>().Value
                ?? ConsoleAddress.Of(app.Urls.FirstOrDefault(), ConsoleAddress.ThisMachine);
            Console.WriteLine();
            Console.WriteLine($"  Create an administrator:  {address}setup?codigo={code}");
            Console.WriteLine();
        }
    }
}
