using System.ComponentModel;
using System.Diagnostics;
using Channels.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>Starts the engine's process: one for all channels, confined, alone with its data folder.</summary>
internal sealed partial class SidecarLauncher(
    NodeRuntime runtime, SidecarFolder folder, DataFolder data, IOptions<WhatsAppWebOptions> options, ILogger<SidecarLauncher> logger)
{
    private static readonly TimeSpan OrphanDeadline = TimeSpan.FromSeconds(5);

    private string Note => Path.Combine(data.Path, "sidecar.pid");

    /// <exception cref="InvalidOperationException">Something that the engine needs is missing.</exception>
    public async Task<Process> StartAsync(CancellationToken cancellationToken)
    {
        if (runtime.Obstacle is { } obstacle)
        {
            throw new InvalidOperationException($"The WhatsApp Web engine cannot start: {obstacle}.");
        }

        await EndOrphanAsync(cancellationToken);
        var node = runtime.Node;

        // The data folder is closed to the engine; its name is there for the app's next run, see below.
        var start = new ProcessStartInfo(node.Path, [.. node.Flags, .. options.Value.NodeArgumentList, folder.Main, data.Path])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.Path,
        };
        Confinement.Strip(start.Environment);
        try
        {
            var process = Process.Start(start)!;
            process.ErrorDataReceived += (_, line) => Report(line.Data);
            process.BeginErrorReadLine();
            await NoteAsync(process);
            Log.Started(logger, process.Id);
            return process;
        }
        catch (Win32Exception)
        {
            runtime.LookAgain();
            throw;
        }
    }

    private async Task NoteAsync(Process process)
    {
        try
        {
            await File.WriteAllTextAsync(Note, $"{process.Id}\n", CancellationToken.None);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            process.Kill();
            throw;
        }
    }

    /// <summary>
    /// An engine of an earlier run that is still there would use the same sessions as the new one, which breaks them.
    /// Its pid is noted before it is asked for any line, and it goes by itself once its stdin ends, so that this is rare:
    /// the app was killed and the engine hangs. A lock that the kernel holds would be better; Node.js has none, and .NET
    /// does not let a child inherit one. The app itself holds such a lock on the folder, so that nobody else starts one.
    /// </summary>
    private async Task EndOrphanAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(Note) || !int.TryParse(await File.ReadAllTextAsync(Note, cancellationToken), out var pid))
        {
            return;
        }

        try
        {
            using var orphan = Process.GetProcessById(pid);
            if (IsOurs(orphan))
            {
                Log.Orphan(logger, pid);
                orphan.Kill();
                using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                deadline.CancelAfter(OrphanDeadline);
                await orphan.WaitForExitAsync(deadline.Token);
            }
        }
        catch (Exception problem) when (problem is ArgumentException or InvalidOperationException)
        {
            // Nobody has this pid, or not any more.
        }
    }

    // A pid is given to others after a while. Only Linux tells what a process was started with; elsewhere its name
    // has to do.
    private bool IsOurs(Process process)
    {
        var commandLine = $"/proc/{process.Id}/cmdline";
        if (!File.Exists(commandLine))
        {
            return !OperatingSystem.IsLinux() && process.ProcessName.StartsWith("node", StringComparison.OrdinalIgnoreCase);
        }

        var arguments = File.ReadAllText(commandLine).Split('\0');
        return arguments.Any(argument => argument.EndsWith("main.mjs", StringComparison.Ordinal))
            && arguments.Contains(data.Path);
    }

    private void Report(string? line)
    {
        if (!string.IsNullOrWhiteSpace(line))
        {
            Log.Said(logger, line.Length <= 200 ? line : line[..200]);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "WhatsApp Web engine started, process {Pid}")]
        public static partial void Started(ILogger logger, int pid);

        [LoggerMessage(LogLevel.Warning, "WhatsApp Web engine of an earlier run is still there, process {Pid}: ended")]
        public static partial void Orphan(ILogger logger, int pid);

        [LoggerMessage(LogLevel.Warning, "WhatsApp Web engine: {Line}")]
        public static partial void Said(ILogger logger, string line);
    }
}
