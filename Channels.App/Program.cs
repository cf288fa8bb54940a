using Channels.App.Hosting;
using Channels.Domain;
using Channels.Infrastructure;
using Channels.Infrastructure.Settings;
using Microsoft.AspNetCore.Connections;

OwnProcess.KeepFilesPrivate();
OwnProcess.CloseDiagnostics();

try
{
    var (recover, backup, withContents, settings) = CommandLine.Parse(args);
    await using var app = AppServices.Build(settings);
    OwnProcess.ForgetSettings();
    if (backup is not null)
    {
        Console.WriteLine($"Backed up to {await app.Services.BackUpAsync(backup, CancellationToken.None, withContents)}");
        return 0;
    }

    await app.Services.PrepareAsync(CancellationToken.None);
    await app.StartAsync();
    await SetupLink.PrintAsync(app, recover);
    await app.WaitForShutdownAsync();
    return 0;
}
catch (Exception mistake) when (mistake is SettingsException or StoreUnavailable or IOException { InnerException: AddressInUseException })
{
    await Console.Error.WriteLineAsync(mistake.Message);
    return 1;
}

public partial class Program;
