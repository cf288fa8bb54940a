using System.Diagnostics;
using Channels.Domain.Ports;
using Microsoft.Extensions.Options;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>Finds what the engine needs on this machine: Node.js and the engine's packages.</summary>
internal sealed class NodeRuntime(SidecarFolder folder, IOptions<WhatsAppWebOptions> options, TimeProvider time)
{
    private const int OldestMajor = 20;
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan VersionDeadline = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private DateTimeOffset _lookedAt = DateTimeOffset.MinValue;
    private GatewayObstacle? _obstacle;
    private string? _node;

    /// <summary>
    /// What is missing, or null. What was found is believed until <see cref="LookAgain"/>; what was missing is looked
    /// for again after a while, so that an installation needs no restart.
    /// </summary>
    public GatewayObstacle? Obstacle
    {
        get
        {
            lock (_gate)
            {
                var now = time.GetUtcNow();
                var works = _node is not null && _obstacle is null;
                if (!works && now - _lookedAt >= LookAgainAfter)
                {
                    Look();
                    _lookedAt = now;
                }

                return _obstacle;
            }
        }
    }

    /// <summary>The program; only where there is no obstacle.</summary>
    public string Node
    {
        get
        {
            lock (_gate)
            {
                return _node ?? throw new InvalidOperationException("Node.js was not found.");
            }
        }
    }

    /// <summary>The engine did not start: what was found may be gone.</summary>
    public void LookAgain()
    {
        lock (_gate)
        {
            _lookedAt = DateTimeOffset.MinValue;
            _node = null;
        }
    }

    private void Look()
    {
        _node = Candidates().FirstOrDefault(IsNewEnough);
        _obstacle = _node is null ? GatewayObstacle.NoNode
            : folder.HasPackages ? null
            : folder.InstallationFailed ? GatewayObstacle.InstallationFailed
            : GatewayObstacle.PackagesNotInstalled;
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

    private static bool IsNewEnough(string node)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(node, "--version") { RedirectStandardOutput = true })!;
            var version = process.StandardOutput.ReadLineAsync();
            if (!version.Wait(VersionDeadline))
            {
                process.Kill();
                return false;
            }

            var major = version.Result?.TrimStart('v').Split('.')[0];
            return int.TryParse(major, out var number) && number >= OldestMajor;
        }
        catch (Exception problem) when (problem is System.ComponentModel.Win32Exception or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
