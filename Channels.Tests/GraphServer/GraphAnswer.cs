using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Channels.Tests.GraphServer;

internal sealed record GraphAnswer(int Status, string ContentType, string Body)
{
    /// <summary>In the place of a text.</summary>
    public byte[]? File { get; init; }

    /// <summary>The connection is cut.</summary>
    public static readonly GraphAnswer None = new(0, "", "");

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public static GraphAnswer Success => Json(new JsonObject { ["success"] = true });

    public static GraphAnswer Json(JsonObject body, int status = 200) => new(status, "application/json; charset=UTF-8", MetaJson.Write(body));

    public static GraphAnswer Html(string body, int status = 200) => new(status, "text/html; charset=utf-8", body);

    public static GraphAnswer Redirect(string location) =>
        new(302, "text/html", "") { Headers = new Dictionary<string, string> { ["Location"] = location } };

    public async Task WriteAsync(HttpResponse response)
    {
        if (Status == 0)
        {
            response.HttpContext.Abort();
            return;
        }

        response.StatusCode = Status;
        response.ContentType = ContentType;
        foreach (var (name, value) in Headers)
        {
            response.Headers[name] = value;
        }

        await response.Body.WriteAsync(File ?? Encoding.UTF8.GetBytes(Body));
    }
}
