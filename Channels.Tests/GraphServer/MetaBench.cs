using System.Text;
using System.Text.Json.Nodes;
using Channels.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Channels.Tests.GraphServer;

/// <summary>A server with one account, one fresh number and one token, and a plain client to ask it with.</summary>
internal sealed class MetaBench : IAsyncDisposable
{
    public const string Callback = "https://canais.example/conectar/volta";

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Patience.Limit };

    private MetaBench(MetaServer server, FakeTimeProvider time)
    {
        (Server, Time) = (server, time);
        server.RedirectUris.Add(Callback);
        Waba = server.World.AddWaba("Loja da Ana");
        Number = server.World.AddNumber(Waba, "+55 11 99999-1234");
        Token = server.IssueToken(Waba);
    }

    public MetaServer Server { get; }

    public FakeTimeProvider Time { get; }

    public Waba Waba { get; }

    public WabaNumber Number { get; }

    public AccessToken Token { get; }

    public static async Task<MetaBench> StartAsync()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 15, 0, 0, TimeSpan.Zero));
        return new MetaBench(await MetaServer.StartAsync(time), time);
    }

    /// <summary>Asks with the bench's token, unless the call names another; an empty one sends none.</summary>
    public Task<Reply> GetAsync(string path, string? token = null) => SendAsync(HttpMethod.Get, path, null, token);

    public Task<Reply> DeleteAsync(string path, string? token = null) => SendAsync(HttpMethod.Delete, path, null, token);

    public Task<Reply> PostAsync(string path, string json = "", string? token = null) =>
        SendAsync(HttpMethod.Post, path, new StringContent(json, Encoding.UTF8, "application/json"), token);

    public Task<Reply> PostFormAsync(string path, params IEnumerable<(string Name, string Value)> fields) =>
        SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent(fields.Select(x => KeyValuePair.Create(x.Name, x.Value))), "");

    public Task<Reply> RegisterAsync(string pin = "012345") =>
        PostAsync($"v26.0/{Number.Id}/register", $$"""{"messaging_product":"whatsapp","pin":"{{pin}}"}""");

    public Task<Reply> SendTextAsync(string to, string text = "Olá") =>
        PostAsync($"v26.0/{Number.Id}/messages", $$$"""{"messaging_product":"whatsapp","to":"{{{to}}}","type":"text","text":{"body":"{{{text}}}"}}""");

    public Task<Reply> ExchangeAsync(string code, string redirectUri = Callback, string? id = null, string? secret = null) => GetAsync(
        $"v26.0/oauth/access_token?client_id={id ?? Server.AppId}&client_secret={secret ?? Server.AppSecret}"
            + $"&code={code}&redirect_uri={Uri.EscapeDataString(redirectUri)}",
        "");

    /// <summary>What <c>debug_token</c> says, asked with the app's own token.</summary>
    public async Task<JsonNode> DebugAsync(string input) =>
        (await GetAsync($"v26.0/debug_token?input_token={input}", Server.AppToken)).Body["data"]!;

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Server.DisposeAsync();
    }

    private async Task<Reply> SendAsync(HttpMethod method, string path, HttpContent? content, string? token)
    {
        using var request = new HttpRequestMessage(method, new Uri(Server.Address, path)) { Content = content };
        if (token != "")
        {
            request.Headers.Authorization = new("Bearer", token ?? Token.Value);
        }

        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return new Reply(
            (int)response.StatusCode,
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            response.Headers.ToDictionary(x => x.Key, x => string.Join(',', x.Value), StringComparer.OrdinalIgnoreCase));
    }

    internal sealed record Reply(int Status, string Text, IReadOnlyDictionary<string, string> Headers)
    {
        public JsonNode Body => JsonNode.Parse(Text)!;

        /// <summary>Of an error.</summary>
        public int? Code => (int?)Body["error"]?["code"];

        public int? Subcode => (int?)Body["error"]?["error_subcode"];

        public string? Message => (string?)Body["error"]?["message"];
    }
}
