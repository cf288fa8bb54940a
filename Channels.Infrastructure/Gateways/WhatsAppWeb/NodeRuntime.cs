using System.Diagnostics;
using Channels.Domain.Ports;
using Microsoft.Extensions.Options;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>Finds what the engine needs on this machine: Node.js and the engine's packages.</summary>
internal sealed class NodeRuntime(SidecarFolder folder, IOptions<WhatsAppWebOptions> options, TimeProvider time)
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan VersionDeadline = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PatientDeadline = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private long? _lookedAt;
    private GatewayObstacle? _obstacle;
    private NodeProgram? _node;

    /// <summary>
    /// What is missing, or null. What was found is believed until <see cref="LookAgain"/>; what was missing is looked
    /// for again after a while, so that an installation needs no restart. While somebody looks, what was known before.
    /// </summary>
    public GatewayObstacle? Obstacle
    {
        get
        {
            if (!_gate.TryEnter())
            {
                return _obstacle;
            }

            try
            {
                if (!Works && (_lookedAt is not { } lookedAt || time.GetElapsedTime(lookedAt) >= LookAgainAfter))
                {
                    Look(VersionDeadline);
                }

                return _obstacle;
            }
            finally
            {
                _gate.Exit();
            }
        }
    }

    /// <summary>What npm said where the installation failed.</summary>
    public string Detail => Obstacle == GatewayObstacle.InstallationFailed ? folder.FailureText : "";

    /// <summary>The program and what confines the engine in it; only where there is no obstacle.</summary>
    public NodeProgram Node
    {
        get
        {
            lock (_gate)
            {
                return _node ?? throw new InvalidOperationException("Node.js was not found.");
            }
        }
    }

    private bool Works => _node is not null && _obstacle is null;

    /// <summary>The engine did not start: what was found may be gone.</summary>
    public void LookAgain()
    {
        lock (_gate)
        {
            _lookedAt = null;
            _node = null;
        }
    }

    /// <summary>Looks now, unless it was found already, with all the time that Node.js takes on a machine that just booted.</summary>
    public GatewayObstacle? LookPatiently()
    {
        lock (_gate)
        {
            if (!Works)
            {
                Look(PatientDeadline);
            }

            return _obstacle;
        }
    }

    private void Look(TimeSpan deadline)
    {
        _node = Candidates().Select(path => Find(path, deadline)).FirstOrDefault(node => node is not null);

        // An installation that broke off may have left some of the packages.
        _obstacle = _node is null ? GatewayObstacle.NoNode
            : folder.InstallationFailed ? GatewayObstacle.InstallationFailed
            : folder.HasPackages ? null
            : GatewayObstacle.PackagesNotInstalled;
        _lookedAt = time.GetTimestamp();
    }

    private IEnumerable<string> Candidates()
    {
        if (!string.IsNullOrWhiteSpace(options.Value.NodePath))
        {
            return [options.Value.NodePath];
        }

        var name = OperatingSystem.IsWindows() ? "node.exe" : "node";
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .Where(File.Exists);
    }

    /// <returns>Null where it is no Node.js, or one that cannot confine the engine.</returns>
    private NodeProgram? Find(string path, TimeSpan deadline)
    {
        try
        {
            var start = new ProcessStartInfo(path, "--version") { RedirectStandardOutput = true };
            Confinement.Strip(start.Environment);
            using var process = Process.Start(start)!;
            var said = process.StandardOutput.ReadLineAsync();
            if (!said.Wait(deadline))
            {
                process.Kill();
                return null;
            }

            return Version.TryParse(said.Result?.TrimStart('v').Split('-')[0], out var version) && Confinement.FlagsFor(version, folder.Path) is { } flags
                ? new NodeProgram(path, flags)
                : null;
        }
        catch (Exception problem) when (problem is System.ComponentModel.Win32Exception or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

/// <param name="Path">The program.</param>
/// <param name="Flags">What confines the engine in this version of it.</param>
internal sealed record NodeProgram(string Path, IReadOnlyList<string> Flags);
