using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Channels.Tests.GraphServer;

/// <summary>A call as Graph reads it: the version apart from the path, parameters from the query, a form or JSON.</summary>
internal sealed partial class GraphRequest
{
    private readonly Dictionary<string, string> _form = [];
    private JsonObject? _json;

    private GraphRequest(HttpRequest http, string body)
    {
        Method = http.Method;
        Body = body;
        Query = http.Query.ToDictionary(x => x.Key, x => x.Value.ToString());
        var authorization = http.Headers.Authorization.ToString();
        Bearer = authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? authorization["Bearer ".Length..].Trim() : null;

        var segments = http.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (segments is [var first, ..] && LooksLikeVersion().IsMatch(first))
        {
            (Version, segments) = (first, segments[1..]);
        }

        Segments = segments;
        if (http.HasFormContentType)
        {
            _form = QueryHelpers.ParseQuery(body).ToDictionary(x => x.Key, x => x.Value.ToString());
        }
    }

    public string Method { get; }

    /// <summary>Such as <c>v26.0</c>; null where the caller leaves it to Graph.</summary>
    public string? Version { get; }

    public bool HasValidVersion => Version is null || ValidVersion().IsMatch(Version);

    public IReadOnlyList<string> Segments { get; }

    /// <summary>Without the version.</summary>
    public string Path => "/" + string.Join('/', Segments);

    public IReadOnlyDictionary<string, string> Query { get; }

    public string Body { get; }

    public string? Bearer { get; }

    /// <summary>The body as JSON; a form counts as an object of texts, no body as an empty object.</summary>
    public JsonObject Json => _json ??= ParseJson();

    /// <summary>A parameter from the query or the body.</summary>
    public string? this[string name] =>
        Query.TryGetValue(name, out var value) ? value
        : _form.TryGetValue(name, out value) ? value
        : Body.StartsWith('{') ? Json.Text(name)
        : null;

    public static async Task<GraphRequest> ReadAsync(HttpRequest http)
    {
        using var reader = new StreamReader(http.Body, Encoding.UTF8);
        return new GraphRequest(http, await reader.ReadToEndAsync());
    }

    [GeneratedRegex(@"^v[\d.]*$")]
    private static partial Regex LooksLikeVersion();

    [GeneratedRegex(@"^v\d+\.\d+$")]
    private static partial Regex ValidVersion();

    private JsonObject ParseJson()
    {
        if (_form.Count > 0)
        {
            return new JsonObject(_form.Select(x => KeyValuePair.Create(x.Key, (JsonNode?)x.Value)));
        }

        try
        {
            return Body.Length == 0 ? [] : JsonNode.Parse(Body)!.AsObject();
        }
        catch (Exception nonsense) when (nonsense is JsonException or InvalidOperationException)
        {
            throw new GraphRefusal(100, "(#100) Invalid parameter");
        }
    }
}
