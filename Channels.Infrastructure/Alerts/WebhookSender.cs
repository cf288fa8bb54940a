using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;
using Channels.Domain.Alerts;
using Channels.Domain.Ports;

namespace Channels.Infrastructure.Alerts;

/// <summary>
/// Posts alerts as signed JSON. Of the answer only the status counts; redirects are not followed. A receiver may see
/// one delivery twice, where its first answer was lost, and tells them apart by the delivery's id.
/// </summary>
internal sealed class WebhookSender(IHttpClientFactory clients, ISecretSeal seal, TimeProvider time) : IAlertSender
{
    public const string Client = "alerts";
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public AlertRoute Route => AlertRoute.Webhook;

    public async Task<AlertOutcome> SendAsync(AlertNotice notice, AlertSettings settings, CancellationToken cancellationToken)
    {
        if (settings.WebhookSecret is not { } sealedSecret || seal.Open(sealedSecret) is not { } secret)
        {
            return AlertOutcome.Failed(AlertTrouble.SecretUnreadable);
        }

        using var request = Compose(notice, settings.Choices.WebhookAddress, secret);
        using var deadline = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        using var client = clients.CreateClient(Client);
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return OutcomeOf(response.StatusCode);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return AlertOutcome.Unknown(AlertTrouble.Interrupted);
        }
        catch (OperationCanceledException)
        {
            return AlertOutcome.Failed(AlertTrouble.NoAnswer);
        }
        catch (HttpRequestException problem)
        {
            return AlertOutcome.Failed(TroubleOf(problem));
        }
    }

    private HttpRequestMessage Compose(AlertNotice notice, string address, string secret)
    {
        var body = WebhookBody.Of(notice);
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Channels", null));
        request.Headers.Add("X-Channels-Delivery", notice.Id.ToString());
        request.Headers.Add("X-Channels-Timestamp", timestamp);
        request.Headers.Add("X-Channels-Signature", "v1=" + Sign(secret, timestamp, body));
        return request;
    }

    private static string Sign(string secret, string timestamp, byte[] body) => Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. Encoding.ASCII.GetBytes(timestamp + "."), .. body]));

    private static AlertOutcome OutcomeOf(HttpStatusCode status)
    {
        var number = ((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return (int)status switch
        {
            >= 200 and < 300 => AlertOutcome.Accepted(),
            408 or 429 or >= 500 => AlertOutcome.Failed(AlertTrouble.HttpStatus, number),
            _ => AlertOutcome.Refused(AlertTrouble.HttpStatus, number),
        };
    }

    private static AlertTrouble TroubleOf(HttpRequestException problem) => problem switch
    {
        { HttpRequestError: HttpRequestError.NameResolutionError } => AlertTrouble.NoAddress,
        { HttpRequestError: HttpRequestError.SecureConnectionError } or { InnerException: AuthenticationException } => AlertTrouble.Tls,
        { InnerException: SocketException } or { HttpRequestError: HttpRequestError.ConnectionError } => AlertTrouble.Unreachable,
        _ => AlertTrouble.Lost,
    };
}
