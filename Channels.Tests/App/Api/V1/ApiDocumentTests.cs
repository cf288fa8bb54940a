using System.Text.Json;
using System.Text.Json.Nodes;
using Channels.Domain.Access;
using Channels.Tests.Support;

namespace Channels.Tests.App.Api.V1;

/// <summary>The OpenAPI document: the one that other systems are built from stands in the docs.</summary>
public sealed class ApiDocumentTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Kept => Path.Combine(AppFolder.Path, "..", "docs", "openapi.json");

    /// <summary>Where it is meant to be another: <c>cp artifacts/openapi.json docs/openapi.json</c>.</summary>
    [Fact]
    public async Task Document_IsTheOneInTheDocs()
    {
        await using var bench = await ApiBench.StartAsync(instances: 0);
        using var http = new HttpClient { BaseAddress = bench.Console.Address };

        var served = JsonNode.Parse(await http.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken))!;

        var text = served.ToJsonString(Indented) + "\n";
        var artifacts = Directory.CreateDirectory(Path.Combine(AppFolder.Path, "..", "artifacts"));
        await File.WriteAllTextAsync(Path.Combine(artifacts.FullName, "openapi.json"), text, TestContext.Current.CancellationToken);
        Assert.Equal("3.1.1", (string)served["openapi"]!);
        Assert.Equal(await File.ReadAllTextAsync(Kept, TestContext.Current.CancellationToken), text);
    }

    [Fact]
    public async Task Document_HasEachPathThatAnswers_AndNoneElse()
    {
        var document = JsonNode.Parse(await File.ReadAllTextAsync(Kept, TestContext.Current.CancellationToken))!;
        await using var bench = await ApiBench.StartAsync(instances: 0);
        using var http = await bench.OpenAsync(null, ApiScopes.All.ToArray());

        foreach (var (path, verbs) in document["paths"]!.AsObject())
        {
            var address = path.Replace("{id}", Guid.NewGuid().ToString(), StringComparison.Ordinal);
            Assert.StartsWith("/api/v1/", address, StringComparison.Ordinal);
            foreach (var verb in verbs!.AsObject().Select(x => x.Key).Where(x => !address.EndsWith("stream", StringComparison.Ordinal)))
            {
                var (status, body) = await http.CallAsync(new HttpMethod(verb.ToUpperInvariant()), address, verb is "post" or "patch" ? new { } : null);
                Assert.True((string?)body["code"] is not ("path_unknown" or "method_unknown"), $"{verb} {path}: {status}");
            }
        }
    }
}
