using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json.Nodes;

namespace Channels.Tests.Support;

/// <summary>
/// The WhatsApp server for tests as a process of its own; see WhatsAppServer/README.md for what it can do. Whoever needs
/// one no more leaves it, as if new, to the next: a start takes a second of a processor. All end with the run, which holds
/// their standard input.
/// </summary>
public sealed class WhatsAppServer : IAsyncLifetime
{
    private static readonly ConcurrentBag<Running> Idle = [];
    private Running? _running;

    /// <summary>Where the engine connects to.</summary>
    public Uri Url => _running!.Url;

    public int ProcessId => _running!.Process.Id;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (Tools.Node is null)
        {
            return;
        }

        _running = Idle.TryTake(out var idle) ? idle : await StartAsync();
    }

    public Task AddPhoneAsync(string number, object? options = null)
    {
        var body = new JsonObject { ["number"] = number };
        foreach (var (name, value) in JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(options ?? new { }))!.AsObject())
        {
            body[name] = value?.DeepClone();
        }

        return PostAsync("phones", body);
    }

    public Task<JsonNode> PhoneAsync(string number) => GetAsync($"phones/{number}");

    /// <summary>Waits until the phone is <c>connected</c>, <c>disconnected</c>, <c>linked</c>, <c>unlinked</c> or <c>loggedOut</c>.</summary>
    public Task<JsonNode> UntilAsync(string number, string state) => GetAsync($"phones/{number}/wait?for={state}&timeoutMs={Patience.Limit.TotalMilliseconds}");

    /// <summary>The texts that the account sent, as their recipients read them, once there are so many.</summary>
    public async Task<JsonArray> SentAsync(string number, int count) =>
        (await GetAsync($"phones/{number}/sent?count={count}&timeoutMs={Patience.Limit.TotalMilliseconds}")).AsArray();

    /// <summary>Does something to a phone: scan, unlink, drop, receive…</summary>
    public Task<JsonNode> DoAsync(string number, string command, object? body = null) =>
        PostAsync($"phones/{number}/{command}", body ?? new { });

    public Task SetModeAsync(object mode) => PostAsync("mode", mode);

    public Task<JsonNode> StateAsync() => GetAsync("state");

    public Task ResetAsync() => PostAsync("reset", new { });

    public async Task<JsonNode> PostAsync(string path, object body)
    {
        using var response = await _running!.Control.PostAsJsonAsync(path, body, Cancellation);
        return await ReadAsync(path, response);
    }

    public async ValueTask DisposeAsync()
    {
        if (_running is not null)
        {
            using var answer = await _running.Control.PostAsJsonAsync("reset", new { });
            answer.EnsureSuccessStatusCode();
            Idle.Add(_running);
        }
    }

    private static async Task<Running> StartAsync()
    {
        var program = typeof(WhatsAppServer).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(x => x.Key == "WhatsAppServer").Value!;
        var process = Process.Start(new ProcessStartInfo(Tools.Node!, [program])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var line = await process.StandardOutput.ReadLineAsync(Cancellation)
            ?? throw new InvalidOperationException("The WhatsApp server did not start.");
        var addresses = JsonNode.Parse(line)!;
        var control = new HttpClient
        {
            BaseAddress = new Uri((string)addresses["control"]! + "/"),
            // Longer than it may wait itself.
            Timeout = 2 * Patience.Limit,
        };
        return new Running(process, new Uri((string)addresses["url"]!), control);
    }

    private async Task<JsonNode> GetAsync(string path)
    {
        using var response = await _running!.Control.GetAsync(path, Cancellation);
        return await ReadAsync(path, response);
    }

    private static async Task<JsonNode> ReadAsync(string path, HttpResponseMessage response)
    {
        var answer = await response.Content.ReadAsStringAsync(Cancellation);
        return response.IsSuccessStatusCode
            ? JsonNode.Parse(answer)!
            : throw new InvalidOperationException($"The WhatsApp server refused {path}: {answer}");
    }

    private sealed record Running(Process Process, Uri Url, HttpClient Control);
}
