using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Channels.Tests.Support;

/// <summary>
/// A page as the server sees it, without a browser: it opens a circuit, acknowledges what is drawn, and notes when a
/// batch came and how many bytes it had.
/// </summary>
internal sealed partial class ProtocolCircuit : IAsyncDisposable
{
    private readonly HubConnection _hub;
    private readonly Uri _address;
    private readonly CookieContainer _cookies;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource<(long At, int Bytes)> _next = NewSignal();

    private ProtocolCircuit(Uri address, CookieContainer cookies)
    {
        (_address, _cookies, _hub) = (address, cookies, Hub(address, cookies));
        var hub = _hub;
        hub.Closed += _ =>
        {
            _closed.TrySetResult();
            return Task.CompletedTask;
        };
        hub.On<long, byte[]>("JS.RenderBatch", DrawAsync);
        hub.On("JS.BeginInvokeJS", [.. Enumerable.Repeat(typeof(object), 6)], (call, _) => AnswerAsync(call), new object());
        hub.On<int, string>("JS.AttachComponent", (_, _) => { });
        hub.On<string>("JS.EndInvokeDotNet", _ => { });
        hub.On<string>("JS.Error", problem => _next.TrySetException(new InvalidOperationException(problem)));
    }

    /// <summary>All bytes of batches so far.</summary>
    public long Bytes { get; private set; }

    /// <summary>Once the connection is over, whoever ended it.</summary>
    public Task Closed => _closed.Task;

    /// <summary>By which its browser takes it back.</summary>
    public string Id { get; private set; } = "";

    public static async Task<ProtocolCircuit> OpenAsync(Uri address, string path, CookieContainer cookies)
    {
        using var handler = new HttpClientHandler { CookieContainer = cookies };
        using var http = new HttpClient(handler) { BaseAddress = address };
        var page = await http.GetStringAsync(path);
        var markers = Markers().Matches(page).Select(x => JsonNode.Parse(x.Groups[1].Value)!)
            .Where(x => (string?)x["type"] == "server").ToArray();
        var state = State().Match(page).Groups[1].Value;

        var circuit = new ProtocolCircuit(address, cookies);
        await circuit._hub.StartAsync();
        var id = await circuit._hub.InvokeAsync<string>(
            "StartCircuit", address.ToString(), new Uri(address, path).ToString(), new JsonArray(markers).ToJsonString(), state);
        circuit.Id = id ?? throw new InvalidOperationException("The server opened no circuit.");
        return circuit;
    }

    /// <summary>A connection without a circuit, not yet begun.</summary>
    public static HubConnection Hub(Uri address, CookieContainer cookies)
    {
        var builder = new HubConnectionBuilder().WithUrl(
            new Uri(address, "_blazor"), HttpTransportType.WebSockets, options =>
            {
                options.Cookies = cookies;
                // As browsers do.
                options.WebSocketConfiguration = socket => socket.DangerousDeflateOptions = new WebSocketDeflateOptions();
            });
        builder.Services.RemoveAll<IHubProtocol>();
        builder.Services.AddSingleton<IHubProtocol, BlazorPack>();
        return builder.Build();
    }

    /// <summary>Another connection with the same cookies.</summary>
    public HubConnection ConnectAgain() => Hub(_address, _cookies);

    /// <summary>As a browser leaves a page: it says that it does not come back.</summary>
    public async Task LeaveAsync()
    {
        using var handler = new HttpClientHandler { CookieContainer = _cookies };
        using var http = new HttpClient(handler) { BaseAddress = _address };
        using var form = new MultipartFormDataContent { { new StringContent(Id), "circuitId" } };
        (await http.PostAsync("_blazor/disconnect", form)).EnsureSuccessStatusCode();
        await DisposeAsync();
    }

    /// <summary>When the next batch comes, in ticks of <see cref="Stopwatch"/>, and its size.</summary>
    public Task<(long At, int Bytes)> Next()
    {
        _next = NewSignal();
        return _next.Task.WaitAsync(Patience.Limit);
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    private Task DrawAsync(long id, byte[] batch)
    {
        Bytes += batch.Length;
        _next.TrySetResult((Stopwatch.GetTimestamp(), batch.Length));
        return _hub.SendAsync("OnRenderCompleted", id, (string?)null);
    }

    // Scripts are asked nothing that matters here; whoever waits for one gets null.
    private Task AnswerAsync(object?[] call) => call[0] is { } task && Convert.ToInt64(task, null) is > 0 and var number
        ? _hub.SendAsync("EndInvokeJSFromDotNet", number, true, $"[{number},true,null]")
        : Task.CompletedTask;

    private static TaskCompletionSource<(long At, int Bytes)> NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [GeneratedRegex("<!--Blazor:({.*?})-->")]
    private static partial Regex Markers();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(.*?)-->")]
    private static partial Regex State();
}
