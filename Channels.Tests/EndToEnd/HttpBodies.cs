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
    /// <param name="easel">A page to draw SVG on, since the reader takes pixels only.</param>
    public async Task<IReadOnlyList<string>> WithCodesAsync(IPage easel, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        foreach (var (url, body, type) in await ReadAllAsync())
        {
            foreach (var (picture, extension) in await PicturesInAsync(easel, body, type))
            {
                if (await QrReader.ReadAsync(picture, extension, cancellationToken) is not null)
                {
                    found.Add(url);
                }
            }
        }

        return found;
    }

    /// <summary>Draws the SVG pictures in a text, one after the other, as a browser would.</summary>
    public static async Task<IReadOnlyList<byte[]>> DrawAsync(IPage easel, string text)
    {
        var drawn = new List<byte[]>();
        for (var start = text.IndexOf("<svg", StringComparison.Ordinal); start >= 0; start = text.IndexOf("<svg", start + 1, StringComparison.Ordinal))
        {
            var end = text.IndexOf("</svg>", start, StringComparison.Ordinal) + "</svg>".Length;
            await easel.SetContentAsync($"<style>svg {{ width: 400px; height: 400px }}</style>{text[start..end]}");
            drawn.Add(await easel.ScreenshotAsync());
        }

        return drawn;
    }

    private static async Task<IEnumerable<(byte[] Picture, string Extension)>> PicturesInAsync(IPage easel, byte[] body, string type)
    {
        if (type.StartsWith("image/", StringComparison.Ordinal) && !type.Contains("svg", StringComparison.Ordinal))
        {
            return [(body, type["image/".Length..])];
        }

        var isMarkup = type.Contains("svg", StringComparison.Ordinal) || type.StartsWith("text/html", StringComparison.Ordinal);
        return isMarkup ? (await DrawAsync(easel, System.Text.Encoding.UTF8.GetString(body))).Select(x => (x, "png")) : [];
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
