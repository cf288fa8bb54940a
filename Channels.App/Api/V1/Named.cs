using System.Text.Json;

namespace Channels.App.Api.V1;

/// <summary>One of the values of <typeparamref name="T"/> in a query, written as it is in JSON.</summary>
internal readonly record struct Named<T>(T Value)
    where T : struct, Enum
{
    public static bool TryParse(string? text, IFormatProvider? culture, out Named<T> found)
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()) == text)
            {
                found = new Named<T>(value);
                return true;
            }
        }

        found = default;
        return false;
    }
}
