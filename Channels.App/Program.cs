using Channels.App;
using Channels.Infrastructure;
using Microsoft.AspNetCore.Connections;

try
{
    await using var app = AppServices.Build(args);
    await app.Services.PrepareAsync(CancellationToken.None);
    await app.StartAsync();
    await SetupLink.PrintAsync(app, recover: args.Contains("--recover-admin"));
    await app.WaitForShutdownAsync();
    return 0;
}
catch (Exception mistake) when (mistake is SettingsException or IOException { InnerException: AddressInUseException })
{
    await Console.Error.WriteLineAsync(mistake.Message);
    return 1;
}

public partial class Program;
