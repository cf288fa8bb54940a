using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Channels.Tests.GraphServer;

/// <summary>JSON in Meta's escaped form (<c>\u00e7</c>, <c>\/</c>), and what is computed over its bytes.</summary>
internal static partial class MetaJson
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(JsonNode body) => AnyEscape().Replace(body.ToJsonString(Plain), x => x.Value switch
    {
        // .NET writes the digits of its own escapes as capitals.
        ['\\', 'u', ..] => x.Value.ToLowerInvariant(),
        ['\\', _] => x.Value,
        "/" => @"\/",
        [var letter] => @"\u" + ((int)letter).ToString("x4", CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException(x.Value),
    });

    /// <summary>Lowercase hex of HMAC-SHA256 over the bytes of UTF-8.</summary>
    public static string Hmac(string key, string message) => Hmac(key, Encoding.UTF8.GetBytes(message));

    public static string Hmac(string key, byte[] message) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), message));

    public static string? Text(this JsonObject body, string name) =>
        body[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    // An escape is taken whole, so that the u of an escaped backslash followed by a u is left alone.
    [GeneratedRegex(@"\\u[0-9A-Fa-f]{4}|\\.|/|[^\u0000-\u007f]")]
    private static partial Regex AnyEscape();
}
