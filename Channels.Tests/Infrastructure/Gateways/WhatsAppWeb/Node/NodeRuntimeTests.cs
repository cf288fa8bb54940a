using Channels.Domain.Ports;
using Channels.Infrastructure.Gateways.WhatsAppWeb;
using Channels.Tests.Support;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Channels.Tests.Infrastructure.Gateways.WhatsAppWeb.Node;

public sealed class NodeRuntimeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("channels-node-").FullName;
    private readonly FakeTimeProvider _time = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void NoSuchProgram_IsNoNode() =>
        Assert.Equal(GatewayObstacle.NoNode, Runtime(Path.Combine(_folder, "node")).Obstacle);

    [Theory]
    [InlineData("v18.20.4", GatewayObstacle.NoNode)]
    [InlineData("v20.18.3", GatewayObstacle.NoNode)]
    [InlineData("v20.19.0", GatewayObstacle.PackagesNotInstalled)]
    [InlineData("v24.1.0", GatewayObstacle.PackagesNotInstalled)]
    [InlineData("v27.0.0-nightly", GatewayObstacle.PackagesNotInstalled)]
    [InlineData("command not found", GatewayObstacle.NoNode)]
    public void OnlyOneThatConfines_IsNode(string version, GatewayObstacle obstacle)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in for Node.js is a shell script");

        Assert.Equal(obstacle, Runtime(StandIn(version)).Obstacle);
    }

    [Fact]
    public void FailedInstallation_IsNamed()
    {
        Tools.RequireNode();
        InstallPackages();
        File.WriteAllText(Path.Combine(_folder, ".install-failed"), "npm ended with exit code 1.");

        var runtime = Runtime(Tools.Node!);

        Assert.Equal(GatewayObstacle.InstallationFailed, runtime.Obstacle);
        Assert.Equal("npm ended with exit code 1.", runtime.Detail);
    }

    [Fact]
    public void WhatWasMissing_IsLookedForAgainAfterHalfAMinute()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in for Node.js is a shell script");
        var node = Path.Combine(_folder, "node");
        var runtime = Runtime(node);
        Assert.Equal(GatewayObstacle.NoNode, runtime.Obstacle);
        InstallPackages();
        StandIn("v22.14.0");

        Assert.Equal(GatewayObstacle.NoNode, runtime.Obstacle);
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Null(runtime.Obstacle);
        Assert.Equal(node, runtime.Node.Path);
    }

    [Fact]
    public void NodeThatIsSlowToStart_IsWaitedForWhereThereIsTime()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in for Node.js is a shell script");
        InstallPackages();

        Assert.Null(Runtime(StandIn("v22.14.0", seconds: 6)).LookPatiently());
    }

    [Fact]
    public void ClockThatIsSetBack_DelaysNothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in for Node.js is a shell script");
        var clock = new WrongClock();
        var node = Path.Combine(_folder, "node");
        var runtime = new NodeRuntime(
            new SidecarFolder(_folder), Options.Create(new WhatsAppWebOptions { NodePath = node }), clock);
        Assert.Equal(GatewayObstacle.NoNode, runtime.Obstacle);
        InstallPackages();
        StandIn("v22.14.0");

        clock.Set(back: TimeSpan.FromHours(1), elapsed: TimeSpan.FromSeconds(30));

        Assert.Null(runtime.Obstacle);
    }

    [Fact]
    public void Sources_AreFoundFromABuild() =>
        Assert.EndsWith("main.mjs", Directory.GetFiles(SidecarFolder.Find().Path, "main.mjs").Single(), StringComparison.Ordinal);

    private NodeRuntime Runtime(string node) =>
        new(new SidecarFolder(_folder), Options.Create(new WhatsAppWebOptions { NodePath = node }), _time);

    private string StandIn(string version, int seconds = 0)
    {
        var node = Path.Combine(_folder, "node");
        File.WriteAllText(node, $"#!/bin/sh\nsleep {seconds}\necho '{version}'\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(node, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return node;
    }

    private void InstallPackages()
    {
        foreach (var package in (string[])["baileys", "vscode-jsonrpc"])
        {
            var folder = Directory.CreateDirectory(Path.Combine(_folder, "node_modules", package)).FullName;
            File.WriteAllText(Path.Combine(folder, "package.json"), "{}");
        }
    }

    private sealed class WrongClock : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 11, 22, 15, 0, 0, TimeSpan.Zero);
        private TimeSpan _elapsed = TimeSpan.FromDays(1);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => _now;

        public override long GetTimestamp() => _elapsed.Ticks;

        public void Set(TimeSpan back, TimeSpan elapsed) => (_now, _elapsed) = (_now - back, _elapsed + elapsed);
    }
}
