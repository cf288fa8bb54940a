using System.Diagnostics;
using System.Text;
using Channels.Infrastructure.Gateways.WhatsAppWeb;
using Channels.Infrastructure.Persistence;
using Channels.Tests.Support;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>The engine, or another program in its place, started by the app's own launcher, without anybody at its pipe.</summary>
internal static class EngineProcess
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static Task<Process> StartAsync(
        string data, SidecarFolder? folder = null, WhatsAppWebOptions? options = null, HeardLogs? logs = null)
    {
        Tools.RequireNode();
        var chosen = Options.Create(options ?? new WhatsAppWebOptions());
        folder ??= SidecarFolder.Find();
        var runtime = new NodeRuntime(folder, chosen, TimeProvider.System);
        var logger = LoggerFactory.Create(logging => logging.AddProvider(logs ?? new HeardLogs())).CreateLogger<SidecarLauncher>();
        return new SidecarLauncher(runtime, folder, new DataFolder(data), chosen, logger).StartAsync(Cancellation);
    }

    /// <summary>Asks for something that the engine always answers; after that it has loaded all of itself.</summary>
    public static async Task UntilItAnswersAsync(Process process)
    {
        const string question = """{"jsonrpc":"2.0","id":1,"method":"close","params":{"socket":0}}""";
        await process.StandardInput.WriteAsync($"Content-Length: {question.Length}\r\n\r\n{question}");
        await process.StandardInput.FlushAsync(Cancellation);
        var answer = new byte[1];
        await process.StandardOutput.BaseStream.ReadExactlyAsync(answer, Cancellation).AsTask().WaitAsync(Patience.Limit, Cancellation);
        Assert.Equal("C", Encoding.ASCII.GetString(answer));
    }

    /// <summary>Lets it end by itself, as the app does.</summary>
    public static async Task EndAsync(Process process)
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync(Cancellation).WaitAsync(Patience.Limit, Cancellation);
    }
}
