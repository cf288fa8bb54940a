using System.Globalization;
using System.Text.Json;

namespace Channels.Infrastructure.Gateways.MetaCloud.Graph;

/// <summary>Reads Meta's JSON leniently: what is missing, or of another kind than the documents say, is null.</summary>
internal static class GraphJson
{
    public static JsonElement? At(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    /// <summary>A text; ids, limits and instants come as numbers at times.</summary>
    public static string? Text(this JsonElement element, string name) => element.At(name) switch
    {
        { ValueKind: JsonValueKind.String } value => Whole(value),
        { ValueKind: JsonValueKind.Number } value => value.GetRawText(),
        _ => null,
    };

    public static long? Number(this JsonElement element, string name) =>
        long.TryParse(element.Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static bool? Flag(this JsonElement element, string name) => element.At(name)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.At(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    /// <summary>An instant in Unix seconds; 0 is Meta's way to say never.</summary>
    public static DateTimeOffset? Instant(this JsonElement element, string name) =>
        element.Number(name) is > 0 and <= 253_402_300_799 and var seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    public static IEnumerable<string> Texts(this JsonElement element, string name) =>
        element.Items(name).Select(x => x.ValueKind switch
        {
            JsonValueKind.String => Whole(x),
            JsonValueKind.Number => x.GetRawText(),
            _ => null,
        }).OfType<string>();

    // Half a character is written \ud800 and cannot be read as text.
    private static string? Whole(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
