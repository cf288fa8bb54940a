using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Channels.Tests.GraphServer;

/// <summary>An error as Graph words it (contract, 2.8).</summary>
/// <param name="status">Where a call is known to answer with another HTTP status than the code usually has.</param>
internal sealed class GraphRefusal(int code, string message, int? subcode = null, string? details = null, int? status = null) : Exception(message)
{
    public int Code => code;

    public int? Subcode => subcode;

    public string Type { get; init; } = "OAuthException";

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>What Graph says of an id that is not there, or that the token may not know of.</summary>
    public static GraphRefusal NoSuchObject(string method, string id) => new(
        100,
        $"Unsupported {method.ToLowerInvariant()} request. Object with ID '{id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation",
        subcode: 33)
    { Type = "GraphMethodException" };

    public GraphAnswer Answer(IReadOnlyDictionary<int, int> statuses, bool withSubcode)
    {
        var error = new JsonObject { ["message"] = Message, ["type"] = Type, ["code"] = code };
        if (details is not null)
        {
            error["error_data"] = new JsonObject { ["messaging_product"] = "whatsapp", ["details"] = details };
        }

        if (subcode is not null && withSubcode)
        {
            error["error_subcode"] = subcode;
        }

        error["fbtrace_id"] = "A" + Convert.ToHexString(RandomNumberGenerator.GetBytes(11));
        var usual = statuses.TryGetValue(code, out var chosen) ? chosen : status ?? UsualStatus(code);
        return GraphAnswer.Json(new JsonObject { ["error"] = error }, usual) with { Headers = Headers };
    }

    // The sources disagree on these (contract, 2.8), which is why a test can change them.
    private static int UsualStatus(int code) => code switch
    {
        102 or 104 or 190 => 401,
        3 or 10 or (>= 200 and <= 299) => 403,
        803 => 404,
        4 or 17 or 80007 or 130429 => 429,
        1 or 2 or 131000 or 133000 => 500,
        131016 or 133004 => 503,
        _ => 400,
    };
}
