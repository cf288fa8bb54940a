using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;
using Channels.Tests.Support;

namespace Channels.Tests.Consumer;

/// <summary>One of the programs in this folder as a process, with what it says.</summary>
internal sealed class OtherSystem : IAsyncDisposable
{
    private static readonly string Folder = typeof(OtherSystem).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(x => x.Key == "Consumer").Value!;
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _said = new();
    private readonly ConcurrentQueue<string> _errors = new();

    private OtherSystem(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Take(_said, line.Data);
        process.ErrorDataReceived += (_, line) => Take(_errors, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What it printed so far.</summary>
    public IReadOnlyList<string> Said => [.. _said];

    public static OtherSystem Start(string program, IReadOnlyList<string> arguments, params (string Name, string Value)[] environment)
    {
        Tools.RequireNode();
        var start = new ProcessStartInfo(Tools.Node!, [Path.Combine(Folder, program), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new OtherSystem(Process.Start(start)!);
    }

    public Task TellAsync(JsonNode line) => _process.StandardInput.WriteLineAsync(line.ToJsonString());

    /// <summary>Waits until it said so many lines that are wanted.</summary>
    public async Task<IReadOnlyList<string>> UntilAsync(int count, Func<string, bool> wanted)
    {
        var said = await Tools.UntilAsync(() => Task.FromResult(Said.Where(wanted).ToList()), x => x.Count >= count || _process.HasExited);
        Assert.True(said.Count >= count, $"{string.Join('\n', Said)}\n{string.Join('\n', _errors)}");
        return said;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static void Take(ConcurrentQueue<string> to, string? line)
    {
        if (line is not null)
        {
            to.Enqueue(line);
        }
    }
}
