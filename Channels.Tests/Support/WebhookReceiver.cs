using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Channels.Tests.Support;

/// <summary>Somebody who receives webhooks on loopback, and answers as the test says.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebhookReceiver(WebApplication app) => _app = app;

    public Seen<Call> Calls { get; } = new();

    /// <summary>All calls so far, in the order in which they came.</summary>
    public ConcurrentQueue<Call> All { get; } = new();

    /// <summary>Another status than <see cref="Status"/> for some calls.</summary>
    public Func<Call, int?> StatusOf { get; set; } = _ => null;

    public string? RetryAfter { get; set; }

    /// <summary>Begins to answer, and breaks off.</summary>
    public bool ClosesMidBody { get; set; }

    public string Answer { get; set; } = "";

    public int Status { get; set; } = 204;

    /// <summary>Where a redirect leads.</summary>
    public string? Location { get; set; }

    /// <summary>Takes the call and never answers.</summary>
    public bool IsSilent { get; set; }

    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/alertas";

    public static async Task<WebhookReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new WebhookReceiver(builder.Build());
        receiver._app.Run(receiver.TakeAsync);
        await receiver._app.StartAsync(Workbench.Cancellation);
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        var call = new Call(
            http.Request.Method,
            http.Request.Path,
            http.Request.ContentType,
            body,
            http.Request.Headers.ToDictionary(x => x.Key, x => x.Value.ToString(), StringComparer.OrdinalIgnoreCase));
        All.Enqueue(call);
        await Calls.TakeAsync(call);
        if (IsSilent)
        {
            await Task.Delay(Timeout.Infinite, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        http.Response.StatusCode = StatusOf(call) ?? Status;
        http.Response.Headers.RetryAfter = RetryAfter;
        if (Location is not null)
        {
            http.Response.Headers.Location = Location;
        }

        if (ClosesMidBody)
        {
            http.Response.StatusCode = StatusCodes.Status200OK;
            http.Response.ContentLength = 100;
            await http.Response.WriteAsync("{");
            await http.Response.Body.FlushAsync();
            http.Abort();
        }
        else if (Answer.Length > 0)
        {
            await http.Response.WriteAsync(Answer);
        }
    }

    internal sealed record Call(string Method, string Path, string? ContentType, string Body, IReadOnlyDictionary<string, string> Headers);
}
