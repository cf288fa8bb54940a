using System.Diagnostics;
using Channels.Domain;
using Channels.Domain.UseCases.Connect;
using Channels.Infrastructure.Gateways.WhatsAppWeb;
using Channels.Tests.Support;

namespace Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>The engine's process: what it says, how it ends, and what happens when it does. The traps are those of Baileys.</summary>
public sealed class EngineOnTheWireTests(WhatsAppServer server) : IClassFixture<WhatsAppServer>
{
    private const string Number = "5511987654321";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Trap1_WhateverIsPrinted_StdoutHasOnlyTheProtocol_AndStderrNothing()
    {
        Tools.RequireNode();
        var silence = new Uri(Path.Combine(SidecarFolder.Find().Path, "silence.mjs")).AbsoluteUri;
        var baileys = new Uri(Path.Combine(SidecarFolder.Find().Path, "node_modules", "baileys", "lib", "index.js")).AbsoluteUri;
        var program = $$"""
            import { output, report } from '{{silence}}';
            const baileys = await import('{{baileys}}');
            for (const print of Object.values(console)) if (typeof print === 'function') print('privKey');
            baileys.DEFAULT_CONNECTION_CONFIG.logger.error('privKey');
            process.stdout.write('privKey');
            process.stderr.write('privKey');
            output.write('protocol');
            report('word');
            """;

        var (stdout, stderr) = await RunAsync("--input-type=module", "-e", program);

        Assert.Equal(("protocol", "word"), (stdout, stderr.Trim()));
    }

    [Fact]
    public async Task Trap10_UnhandledRejection_EndsNothing_AndTellsNoSecret()
    {
        using var process = await StartWithTriggerAsync("Promise.reject(new TypeError('privKey'))");

        Assert.Equal("unhandled rejection: TypeError", await process.StandardError.ReadLineAsync(Cancellation));

        process.StandardInput.Close();
        await process.WaitForExitAsync(Cancellation);
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public async Task UncaughtException_EndsIt_AndTellsNoSecret()
    {
        using var process = await StartWithTriggerAsync("throw new RangeError('privKey')");

        var said = await process.StandardError.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);

        Assert.Equal(("uncaught exception: RangeError", 70), (said.Trim(), process.ExitCode));
    }

    [Fact]
    public async Task EndOfStdin_EndsItWithinFiveSeconds_AndSignalsToTheGroupDoNot()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such signals");
        using var folder = new Folder();
        using var process = await EngineProcess.StartAsync(folder.Path);
        await EngineProcess.UntilItAnswersAsync(process);
        await Tools.RunAsync("kill", ["-INT", $"{process.Id}"], Cancellation);
        await Tools.RunAsync("kill", ["-TERM", $"{process.Id}"], Cancellation);
        Assert.False(process.WaitForExit(300));
        var clock = Stopwatch.StartNew();

        process.StandardInput.Close();
        await process.WaitForExitAsync(Cancellation);

        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 5);
        Assert.Equal(process.Id, int.Parse(await File.ReadAllTextAsync(folder.File("sidecar.pid"), Cancellation), provider: null));
    }

    [Fact]
    public async Task EngineOfAnEarlierRun_IsEndedBeforeTheNext()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells what a process was started with");
        using var folder = new Folder();
        using var orphan = await EngineProcess.StartAsync(folder.Path);

        using var next = await EngineProcess.StartAsync(folder.Path);

        Assert.True(orphan.HasExited);
        next.StandardInput.Close();
        await next.WaitForExitAsync(Cancellation);
    }

    [Fact]
    public async Task PidThatSomebodyElseHasNow_IsLeftAlone()
    {
        using var folder = new Folder();
        await File.WriteAllTextAsync(folder.File("sidecar.pid"), $"{Environment.ProcessId}\n", Cancellation);

        using var next = await EngineProcess.StartAsync(folder.Path);

        next.StandardInput.Close();
        await next.WaitForExitAsync(Cancellation);
    }

    [Fact]
    public async Task Killed_AllInstancesAreReconnecting_AndComeBackWithANewOne()
    {
        const string second = "5521912345678";
        await using var bench = await StartAsync();
        await server.AddPhoneAsync(Number, new { history = false });
        await server.AddPhoneAsync(second, new { history = false });
        ChannelId[] ids = [await bench.ConnectAsync(server, Number), await bench.ConnectAsync(server, second, "Suporte")];
        var pid = bench.Engine.Pid!.Value;
        var reconnecting = Task.WhenAll(ids.Select(id => bench.UntilAsync(id, ReasonCode.Reconnecting)));

        Tools.Kill(pid);

        Assert.All(await reconnecting, snapshot => Assert.Equal(ConnectionCause.EngineStopped, snapshot.Reason.Cause));
        await Task.WhenAll(ids.Select(id => bench.UntilAsync(id, ReasonCode.Connected)));

        Assert.NotEqual(pid, bench.Engine.Pid);
        Assert.Equal(1, (int)(await server.PhoneAsync(Number))["sockets"]!["max"]!);
    }

    [Fact]
    public async Task Trap10_OneLineDropped_TheOtherStays()
    {
        const string second = "5521912345678";
        await using var bench = await StartAsync();
        await server.AddPhoneAsync(Number, new { history = false });
        await server.AddPhoneAsync(second, new { history = false });
        var first = await bench.ConnectAsync(server, Number);
        var other = await bench.ConnectAsync(server, second, "Suporte");
        var reconnecting = bench.UntilAsync(first, ReasonCode.Reconnecting);

        await server.DoAsync(Number, "drop", new { reset = true });

        await reconnecting;
        await bench.UntilAsync(first, ReasonCode.Connected);
        Assert.DoesNotContain(bench.Statuses.Of(other), reason => reason.Code == ReasonCode.Reconnecting);
    }

    [Fact]
    public async Task Logs_TellNoNumberNoCodeAndNoKey()
    {
        await using var bench = await StartAsync();
        await server.AddPhoneAsync(Number);
        var id = await bench.CreateAsync();
        await bench.SendAsync(new ConnectChannel(id));
        var code = await bench.Codes.NextAsync(id);
        await server.DoAsync(Number, "scan", new { qr = code });
        await bench.UntilAsync(id, ReasonCode.Connected);
        await server.DoAsync(Number, "receive", new { from = "5521912345678", text = "segredo" });
        await bench.Received.NextAsync();
        var reconnecting = bench.UntilAsync(id, ReasonCode.Reconnecting);
        await server.DoAsync(Number, "drop");
        await reconnecting;

        string[] secrets = [Number, "5521912345678", "segredo", "privKey", .. code.Split('#')[1].Split(',')[..4]];

        Assert.All(secrets, secret => Assert.DoesNotContain(secret, bench.Logs, StringComparison.Ordinal));
    }

    /// <summary>An engine in which something goes wrong, once it runs.</summary>
    private static async Task<Process> StartWithTriggerAsync(string accident)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The accident is triggered by a signal");
        var process = Start("--import", $"data:text/javascript,process.on('SIGUSR2',()=>{{{accident}}})");
        await EngineProcess.UntilItAnswersAsync(process);
        await Tools.RunAsync("kill", ["-USR2", $"{process.Id}"], Cancellation);
        return process;
    }

    // Without what confines it, which the accident is not about.
    private static Process Start(params string[] nodeOptions)
    {
        Tools.RequireNode();
        return Process.Start(new ProcessStartInfo(Tools.Node!, [.. nodeOptions, SidecarFolder.Find().Main])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    private static async Task<(string Stdout, string Stderr)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Tools.Node!, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var stderr = process.StandardError.ReadToEndAsync(Cancellation);
        var stdout = await process.StandardOutput.ReadToEndAsync(Cancellation);
        return (stdout, await stderr);
    }

    private async Task<GatewayBench> StartAsync()
    {
        Tools.RequireNode();
        await server.ResetAsync();
        return await GatewayBench.StartAsync(server.Url);
    }

    private sealed class Folder : IDisposable
    {
        public string Path { get; } = Scratch.CreateFolder("channels-engine-");

        public string File(string name) => System.IO.Path.Combine(Path, name);

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
