using System.Text.Json;

namespace Channels.Infrastructure.Gateways.MetaCloud.Graph;

/// <summary>Finds what Graph refuses in what it answered.</summary>
internal static class GraphErrors
{
    /// <returns>Null where the answer is no refusal in Graph's form.</returns>
    public static GraphError? Find(JsonElement answer) =>
        answer.At("error") is { ValueKind: JsonValueKind.Object } error ? From(error) : null;

    public static GraphError? From(JsonElement error)
    {
        var details = error.At("error_data")?.Text("details");
        return error.Number("code") is { } code and >= int.MinValue and <= int.MaxValue
            ? new GraphError(
                (int)code,
                (int?)(error.Number("error_subcode") ?? error.Number("subcode")),
                error.Text("error_user_msg") ?? details ?? error.Text("message") ?? "",
                error.Text("fbtrace_id"))
            { Details = details }
            : null;
    }
}
