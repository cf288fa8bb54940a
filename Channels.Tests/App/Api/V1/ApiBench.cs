using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.UseCases.Keys;
using Channels.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.App.Api.V1;

/// <summary>The console over HTTP, and systems with keys in front of it.</summary>
internal sealed class ApiBench : IAsyncDisposable
{
    private ApiBench(LiveBench console) => Console = console;

    public LiveBench Console { get; }

    public IReadOnlyList<ChannelId> Channels => Console.Channels;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<ApiBench> StartAsync(int instances = 2, Action<IServiceCollection>? more = null, params string[] settings) =>
        new(await LiveBench.StartAsync(instances, more, settings));

    public async Task<HttpClient> OpenAsync(IReadOnlyList<ChannelId>? channels, params ApiScope[] scopes) =>
        Open((await MakeAsync(channels, scopes)).Secret);

    public Task<MadeKey> MakeAsync(IReadOnlyList<ChannelId>? channels, params ApiScope[] scopes) =>
        Console.SendAsync(new MakeApiKey(new ApiKeyOrder("Agenda da equipe", scopes, channels)));

    /// <param name="secret">Null for whoever has no key.</param>
    public HttpClient Open(string? secret) => new(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        BaseAddress = new Uri(Console.Address, "/api/v1/"),
        DefaultRequestHeaders = { Authorization = secret is null ? null : new AuthenticationHeaderValue("Bearer", secret), AcceptLanguage = { new("en") } },
    };

    public ValueTask DisposeAsync() => Console.DisposeAsync();
}

internal static class ApiExtensions
{
    public static async Task<(int Status, JsonNode Body)> CallAsync(this HttpClient http, HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body is null ? null : new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains(answer.Content.Headers.ContentType?.MediaType, (string?[])["application/json", "application/problem+json", text.Length == 0 ? null : "application/json"]);
        return ((int)answer.StatusCode, text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!);
    }

    public static Task<(int Status, JsonNode Body)> ReadAsync(this HttpClient http, string path) => http.CallAsync(HttpMethod.Get, path);

    /// <summary>What went wrong: its status and its code.</summary>
    public static async Task<(int Status, string Code)> ProblemAsync(this HttpClient http, HttpMethod method, string path, object? body = null)
    {
        var (status, problem) = await http.CallAsync(method, path, body);
        Assert.Equal(status, (int)problem["status"]!);
        Assert.NotEmpty((string)problem["detail"]!);
        return (status, (string)problem["code"]!);
    }
}
