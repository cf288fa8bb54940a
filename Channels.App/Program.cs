using Channels.App;
using Channels.Domain.Ports;
using Channels.Infrastructure;

try
{
    var app = AppServices.Build(args);
    app.Services.GetRequiredService<IPlan>();
    await app.Services.PrepareAsync(AppServices.AddressOf(app.Configuration), CancellationToken.None);
    await app.RunAsync();
    return 0;
}
catch (SettingsException mistake)
{
    await Console.Error.WriteLineAsync(mistake.Message);
    return 1;
}

public partial class Program;
