using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Channels.Tests.Support;

/// <summary>
/// A reverse proxy that brings HTTPS, on two ports of loopback and under whatever name a browser knows it by: the first port leads to the
/// console, on the second stands a page of somebody else.
/// </summary>
internal sealed class HttpsProxy : IAsyncDisposable
{
    private readonly X509Certificate2 _certificate = SmtpServer.SelfSigned();
    private readonly SocketsHttpHandler _handler = new() { AllowAutoRedirect = false, UseCookies = false };
    private readonly HttpMessageInvoker _http;
    private readonly WebApplication _app;

    private HttpsProxy()
    {
        _http = new HttpMessageInvoker(_handler);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            for (var i = 0; i < 2; i++)
            {
                kestrel.Listen(IPAddress.Loopback, 0, listen =>
                {
                    // A WebSocket begins otherwise in HTTP/2.
                    listen.Protocols = HttpProtocols.Http1;
                    listen.UseHttps(_certificate);
                });
            }
        });
        builder.WebHost.UseKestrelHttpsConfiguration();
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>Where the console is, once it listens.</summary>
    public Uri? Console { get; set; }

    /// <summary>Whether the console is told the name that the browser asked for, as it has to be, or the proxy's name for it.</summary>
    public bool PassesHostOn { get; init; } = true;

    public bool LetsWebSocketsThrough { get; init; } = true;

    /// <summary>What was asked of the console so far, and what it answered.</summary>
    public ConcurrentQueue<Passed> All { get; } = new();

    public static async Task<HttpsProxy> StartAsync(bool passesHostOn = true, bool letsWebSocketsThrough = true)
    {
        var proxy = new HttpsProxy { PassesHostOn = passesHostOn, LetsWebSocketsThrough = letsWebSocketsThrough };
        await proxy._app.StartAsync();
        return proxy;
    }

    /// <summary>The console, as browsers know it by this name.</summary>
    public Uri AddressOf(string name) => At(name, 0);

    /// <summary>Somebody else's page.</summary>
    public Uri ForeignAddressOf(string name) => At(name, 1);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
        _handler.Dispose();
        _certificate.Dispose();
    }

    private Uri At(string name, int port) => new UriBuilder(_app.Urls.ElementAt(port)) { Host = name }.Uri;

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Connection.LocalPort == ForeignAddressOf("localhost").Port)
        {
            context.Response.ContentType = "text/html";
            await context.Response.WriteAsync("<!DOCTYPE html><title>x</title>");
        }
        else if (context.Request.Headers.Upgrade.Count > 0 && !LetsWebSocketsThrough)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
        }
        else
        {
            await PassOnAsync(context);
        }
    }

    private async Task PassOnAsync(HttpContext context)
    {
        var (asked, stop) = (context.Request, context.RequestAborted);
        using var request = Copy(asked);
        try
        {
            using var answer = await _http.SendAsync(request, stop);
            All.Enqueue(new Passed(asked.Method, asked.Path, asked.Headers.Cookie.Count > 0, (int)answer.StatusCode));
            context.Response.StatusCode = (int)answer.StatusCode;
            foreach (var (name, values) in answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated))
            {
                context.Response.Headers[name] = values.ToArray();
            }

            context.Response.Headers.Remove("Transfer-Encoding");
            await using var body = await answer.Content.ReadAsStreamAsync(stop);
            if (answer.StatusCode == HttpStatusCode.SwitchingProtocols)
            {
                await using var browser = await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
                await await Task.WhenAny(browser.CopyToAsync(body, stop), body.CopyToAsync(browser, stop));
            }
            else
            {
                await body.CopyToAsync(context.Response.Body, stop);
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException or HttpRequestException)
        {
            context.Abort();
        }
    }

    private HttpRequestMessage Copy(HttpRequest asked)
    {
        var request = new HttpRequestMessage(new HttpMethod(asked.Method), new Uri(Console!, asked.Path + asked.QueryString))
        {
            Content = asked.ContentLength is > 0 || asked.Headers.TransferEncoding.Count > 0 ? new StreamContent(asked.Body) : null,
        };
        foreach (var (name, values) in asked.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
            }
        }

        request.Headers.Host = PassesHostOn ? asked.Host.Value : null;
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        request.Headers.Add("X-Forwarded-Proto", "https");
        return request;
    }

    internal sealed record Passed(string Method, PathString Path, bool HasCookie, int Status);
}
