using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Channels.Infrastructure.Gateways.WhatsAppWeb;
using Channels.Tests.Support;

namespace Channels.Tests.Performance;

/// <summary>Baileys alone, from the engine's own packages, see <c>bare-client.mjs</c>: what messages cost at least.</summary>
internal sealed class BareClient : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonNode>> _said = new();
    private readonly Task _reading;
    private int _messages;

    private BareClient(Process process)
    {
        _process = process;
        _reading = ReadAsync();
    }

    public int ProcessId => _process.Id;

    /// <summary>How many it printed.</summary>
    public int Messages => _messages;

    /// <summary>With a socket for each of the phones, which scan its codes.</summary>
    public static async Task<BareClient> StartAsync(WhatsAppServer server, string[] numbers)
    {
        var script = Path.Combine(AppFolder.Path, "..", "Channels.Tests", "Performance", "bare-client.mjs");
        var client = new BareClient(Process.Start(new ProcessStartInfo(
            Tools.Node!, [script, SidecarFolder.Find().Path, server.Url.ToString(), $"{numbers.Length}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!);
        for (var socket = 0; socket < numbers.Length; socket++)
        {
            await server.AddPhoneAsync(numbers[socket], new { history = false });
            var code = await client.SaidAsync($"qr {socket}");
            await server.DoAsync(numbers[socket], "scan", new { qr = (string)code["qr"]! });
            await client.SaidAsync($"open {socket}");
        }

        return client;
    }

    /// <summary>Has a contact write and be answered.</summary>
    public async Task GetToKnowAsync(WhatsAppServer server, int socket, string number, string contact)
    {
        await server.DoAsync(number, "receive", new { from = contact, text = "Oi" });
        await SaidAsync($"answered {socket} {contact}");
    }

    /// <summary>Sends as fast as it can, one after the other, to the contacts in turn.</summary>
    public async Task SendAsync(int socket, string[] contacts, int count)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { socket, to = contacts, count }));
        await SaidAsync($"sent {socket} {count}");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
    }

    private Task<JsonNode> SaidAsync(string what) => Said(what).Task.WaitAsync(Patience.Limit);

    private TaskCompletionSource<JsonNode> Said(string what) =>
        _said.GetOrAdd(what, _ => new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously));

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            var said = JsonNode.Parse(line)!;
            if (said["id"] is not null)
            {
                Interlocked.Increment(ref _messages);
            }
            else
            {
                Said(NameOf(said)).TrySetResult(said);
            }
        }
    }

    private static string NameOf(JsonNode said) =>
        said["qr"] is not null ? $"qr {said["socket"]}"
        : said["open"] is not null ? $"open {said["socket"]}"
        : said["sent"] is not null ? $"sent {said["socket"]} {said["sent"]}"
        : $"answered {said["socket"]} {said["answered"]}";
}
