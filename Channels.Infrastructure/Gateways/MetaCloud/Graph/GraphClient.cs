using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Channels.Domain;

namespace Channels.Infrastructure.Gateways.MetaCloud.Graph;

/// <summary>
/// Calls Graph. Each call answers Graph's JSON, or throws <see cref="GraphException"/> where Graph refused and
/// <see cref="GatewayUnavailable"/> where it could not be asked. Tokens go in a header and never in an address of ours;
/// each is proved to come from the app's server (appsecret_proof).
/// </summary>
internal sealed partial class GraphClient(IHttpClientFactory clients, MetaOptions options, GraphUsage usage)
{
    public const string Client = "meta";

    /// <summary>Marks calls that may be made twice, because the second changes nothing.</summary>
    public static readonly HttpRequestOptionsKey<bool> Repeatable = new("channels.repeatable");

    private string AppToken => $"{options.AppId}|{options.AppSecret}";

    /// <summary>Where a code that somebody came back with becomes a token.</summary>
    public async Task<GraphToken> ExchangeAsync(string code, string redirectUri, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(
            HttpMethod.Get,
            "oauth/access_token",
            token: null,
            [
                new("client_id", options.AppId), new("client_secret", options.AppSecret),
                new("redirect_uri", redirectUri), new("code", code),
            ],
            repeatable: false,
            cancellationToken: cancellationToken);
        var token = answer.Text("access_token") ?? throw new GatewayUnavailable(ConnectionCause.NotWhatsApp);
        return new GraphToken(token, answer.Number("expires_in") is > 0 and < int.MaxValue and var seconds ? TimeSpan.FromSeconds(seconds) : null);
    }

    public async Task<TokenInfo> DebugAsync(string token, CancellationToken cancellationToken) => TokenInfo.From(
        await SendAsync(HttpMethod.Get, "debug_token", AppToken, [new("input_token", token)], cancellationToken: cancellationToken));

    private async Task<JsonElement> SendAsync(
        HttpMethod method,
        string path,
        string? token,
        IEnumerable<KeyValuePair<string, string>> query,
        object? body = null,
        bool repeatable = true,
        CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(method, AddressOf(path, token, query));
        request.Options.Set(Repeatable, repeatable);
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        try
        {
            using var http = clients.CreateClient(Client);
            using var response = await http.SendAsync(request, cancellationToken);
            GraphError? refusal = null;
            try
            {
                return await ReadAsync(response, cancellationToken);
            }
            catch (GraphException problem)
            {
                refusal = problem.Error;
                throw;
            }
            finally
            {
                usage.Heed(response, refusal, about: path.Split('/')[0], token);
            }
        }
        catch (Exception problem) when (GraphTransport.CauseOf(problem, cancellationToken) is { } cause)
        {
            throw new GatewayUnavailable(cause, GraphTransport.WithoutAddress(problem));
        }
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        if (Parse(bytes) is not { ValueKind: JsonValueKind.Object } answer)
        {
            throw new GatewayUnavailable(GraphTransport.CauseOf(response.StatusCode));
        }

        if (GraphErrors.Find(answer) is { } error)
        {
            throw new GraphException(error);
        }

        return response.IsSuccessStatusCode ? answer : throw new GatewayUnavailable(GraphTransport.CauseOf(response.StatusCode));
    }

    private static JsonElement? Parse(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private Uri AddressOf(string path, string? token, IEnumerable<KeyValuePair<string, string>> query)
    {
        var all = token is null ? query : query.Append(new("appsecret_proof", ProofOf(token)));
        var text = string.Join('&', all.Select(x => $"{Uri.EscapeDataString(x.Key)}={Uri.EscapeDataString(x.Value)}"));
        return new Uri(options.GraphAddress, $"{options.GraphVersion}/{path}{(text.Length > 0 ? "?" : "")}{text}");
    }

    private string ProofOf(string token) => Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(options.AppSecret), Encoding.UTF8.GetBytes(token)));
}
