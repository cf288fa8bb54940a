using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Channels.Tests.GraphServer;

/// <summary>An app's callback for webhooks, as simple as it can be.</summary>
internal sealed class CallbackReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private CallbackReceiver(WebApplication app) => _app = app;

    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/webhook";

    public string VerifyToken { get; set; } = "combinado";

    /// <summary>What it answers to a delivery.</summary>
    public int Status { get; set; } = 200;

    public List<(byte[] Body, string? Signature)> Taken { get; } = [];

    /// <summary>The changes of everything taken, with the id of their entry.</summary>
    public IReadOnlyList<(string EntryId, string Field, JsonNode Value)> Changes =>
    [
        .. from taken in Taken
           from entry in JsonNode.Parse(taken.Body)!["entry"]!.AsArray()
           from change in entry!["changes"]!.AsArray()
           select ((string)entry!["id"]!, (string)change!["field"]!, change!["value"]!),
    ];

    public static async Task<CallbackReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new CallbackReceiver(builder.Build());
        receiver._app.Run(receiver.HandleAsync);
        await receiver._app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext http)
    {
        if (HttpMethods.IsGet(http.Request.Method))
        {
            var isKnown = http.Request.Query["hub.mode"] == "subscribe" && http.Request.Query["hub.verify_token"] == VerifyToken;
            http.Response.StatusCode = isKnown ? 200 : 403;
            await http.Response.WriteAsync(isKnown ? http.Request.Query["hub.challenge"].ToString() : "Forbidden", Encoding.UTF8);
            return;
        }

        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        Taken.Add((body.ToArray(), http.Request.Headers["X-Hub-Signature-256"]));
        http.Response.StatusCode = Status;
    }
}
