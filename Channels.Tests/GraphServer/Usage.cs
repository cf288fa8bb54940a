using System.Text.Json.Nodes;

namespace Channels.Tests.GraphServer;

/// <summary>The headers that tell how much of a limit is used, in per cent, and in how many minutes it is free again.</summary>
internal static class Usage
{
    public static IReadOnlyDictionary<string, string> Headers(int code, string businessId, int regainMinutes) => code switch
    {
        4 or 17 => new Dictionary<string, string> { ["X-App-Usage"] = Percentages().ToJsonString() },
        80007 or 130429 => new Dictionary<string, string>
        {
            ["X-Business-Use-Case-Usage"] = new JsonObject { [businessId] = new JsonArray(OfUseCase(regainMinutes)) }.ToJsonString(),
        },
        _ => new Dictionary<string, string>(),
    };

    private static JsonObject Percentages() => new() { ["call_count"] = 100, ["total_cputime"] = 25, ["total_time"] = 31 };

    private static JsonObject OfUseCase(int regainMinutes)
    {
        var usage = Percentages();
        usage["type"] = "whatsapp";
        usage["estimated_time_to_regain_access"] = regainMinutes;
        return usage;
    }
}
