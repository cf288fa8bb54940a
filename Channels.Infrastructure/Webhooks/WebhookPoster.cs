using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;
using Channels.Domain.Ports;
using Channels.Domain.Webhooks;
using Microsoft.Extensions.Logging;

namespace Channels.Infrastructure.Webhooks;

/// <summary>Posts events as Standard Webhooks 1.0 has it (https://www.standardwebhooks.com). Redirects are not followed.</summary>
internal sealed partial class WebhookPoster(IHttpClientFactory clients, ISecretSeal seal, TimeProvider time, ILogger<WebhookPoster> logger) : IWebhookSender
{
    public const string Client = "webhooks";
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    public async Task<WebhookOutcome> SendAsync(WebhookEndpoint endpoint, EventBody body, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        HttpResponseMessage? response = null;
        if (SecretsOf(endpoint) is not { Count: > 0 } secrets)
        {
            return Trouble(WebhookTrouble.SecretUnreadable);
        }

        using var deadline = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        using var client = clients.CreateClient(Client);
        using var request = Compose(endpoint.Address, body, secrets);
        try
        {
            response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var answer = await ReadAsync(response, either.Token);
            return new WebhookOutcome((int)response.StatusCode, null, answer, time.GetElapsedTime(began), RetryAfterOf(response));
        }
        catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
        {
            var trouble = deadline.IsCancellationRequested ? WebhookTrouble.NoAnswer : TroubleOf(problem);
            if (trouble == WebhookTrouble.Fault)
            {
                Log.Failed(logger, endpoint.Id, problem);
            }

            return Trouble(trouble);
        }
        finally
        {
            response?.Dispose();
        }

        WebhookOutcome Trouble(WebhookTrouble trouble) =>
            new(response is null ? null : (int)response.StatusCode, trouble, null, time.GetElapsedTime(began));
    }

    private List<string> SecretsOf(WebhookEndpoint endpoint)
    {
        var old = endpoint.OldSecretUntil > time.GetUtcNow() ? endpoint.OldSecret : null;
        return [.. ((byte[]?[])[endpoint.Secret, old]).OfType<byte[]>().Select(seal.Open).OfType<string>()];
    }

    private HttpRequestMessage Compose(string address, EventBody body, List<string> secrets)
    {
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{body.Id}.{timestamp}."), .. body.Json];
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body.Json) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Channels", null));
        request.Headers.Add("webhook-id", body.Id);
        request.Headers.Add("webhook-timestamp", timestamp);
        request.Headers.Add("webhook-signature", string.Join(' ', secrets.Select(x => "v1," + Convert.ToBase64String(HMACSHA256.HashData(WebhookSecret.KeyOf(x), signed)))));
        return request;
    }

    /// <summary>How an answer begins; the rest is not waited for.</summary>
    private static async Task<string?> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var bytes = new byte[WebhookOutcome.MaxAnswer];
        var count = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        var text = new string([.. Encoding.UTF8.GetString(bytes, 0, count).Where(c => !char.IsControl(c) || c is '\n' or '\t')]).Trim();
        return text.Length == 0 ? null : text;
    }

    private TimeSpan? RetryAfterOf(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow(),
        _ => null,
    };

    private static WebhookTrouble TroubleOf(Exception problem) => problem switch
    {
        HttpRequestException { InnerException: ClosedNetworkException } or ClosedNetworkException => WebhookTrouble.Forbidden,
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError }
            or HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData } } => WebhookTrouble.NoAddress,
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } or { InnerException: AuthenticationException } => WebhookTrouble.Tls,
        HttpRequestException { InnerException: SocketException } or HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => WebhookTrouble.Unreachable,
        HttpRequestException or IOException => WebhookTrouble.Lost,
        _ => WebhookTrouble.Fault,
    };

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Endpoint {Endpoint}: posting failed in an unexpected way")]
        public static partial void Failed(ILogger logger, Guid endpoint, Exception problem);
    }
}
