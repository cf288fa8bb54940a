using System.Collections.Concurrent;
using Channels.Tests.Support;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd;

/// <summary>Everything that a browser received over HTTP, to look for what must not be there.</summary>
internal sealed class HttpBodies
{
    private readonly ConcurrentBag<Task<(string Url, byte[] Body, string Type)?>> _bodies = [];

    public static HttpBodies Of(IPage page)
    {
        var bodies = new HttpBodies();
        page.Response += (_, response) => bodies._bodies.Add(ReadAsync(response));
        return bodies;
    }

    public async Task<IReadOnlyList<(string Url, byte[] Body, string Type)>> ReadAllAsync() =>
        [.. (await Task.WhenAll(_bodies)).OfType<(string Url, byte[] Body, string Type)>()];

    /// <summary>The addresses whose body is, or holds, a picture in which a QR code can be read.</summary>
    public async Task<IReadOnlyList<string>> WithCodesAsync(CancellationToken cancellationToken)
    {
        var found = new List<string>();
        foreach (var (url, body, type) in await ReadAllAsync())
        {
            foreach (var (picture, extension) in PicturesIn(body, type))
            {
                if (await QrReader.ReadAsync(picture, extension, cancellationToken) is not null)
                {
                    found.Add(url);
                }
            }
        }

        return found;
    }

    private static IEnumerable<(byte[] Picture, string Extension)> PicturesIn(byte[] body, string type)
    {
        if (type.StartsWith("image/", StringComparison.Ordinal))
        {
            yield return (body, type.Contains("svg", StringComparison.Ordinal) ? "svg" : type["image/".Length..]);
        }
        else if (type.StartsWith("text/html", StringComparison.Ordinal))
        {
            var html = System.Text.Encoding.UTF8.GetString(body);
            for (var start = html.IndexOf("<svg", StringComparison.Ordinal); start >= 0; start = html.IndexOf("<svg", start + 1, StringComparison.Ordinal))
            {
                var end = html.IndexOf("</svg>", start, StringComparison.Ordinal);
                yield return (System.Text.Encoding.UTF8.GetBytes(html[start..(end + "</svg>".Length)]), "svg");
            }
        }
    }

    private static async Task<(string Url, byte[] Body, string Type)?> ReadAsync(IResponse response)
    {
        try
        {
            return (response.Url, await response.BodyAsync(), response.Headers.GetValueOrDefault("content-type", ""));
        }
        catch (PlaywrightException)
        {
            // Redirects and the circuit's own WebSocket have no body.
            return null;
        }
    }
}
