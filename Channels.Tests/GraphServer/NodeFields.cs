using System.Text.Json.Nodes;

namespace Channels.Tests.GraphServer;

/// <summary>Graph answers the fields that were asked for and the id, and refuses to speak of fields that a node does not have.</summary>
internal static class NodeFields
{
    /// <summary>Null where none were asked for. What is asked of a field, as in <c>throughput{level}</c>, is left out.</summary>
    public static IReadOnlyList<string>? Asked(GraphRequest request) =>
        request["fields"] is { Length: > 0 } fields ? [.. Split(fields)] : null;

    /// <param name="node">All its fields; null where it has no value, which Graph leaves out.</param>
    public static JsonObject Pick(string type, JsonObject node, IEnumerable<string> asked)
    {
        var picked = new JsonObject();
        foreach (var name in asked.Distinct().Where(x => x != "id"))
        {
            if (!node.ContainsKey(name))
            {
                throw new GraphRefusal(100, $"(#100) Tried accessing nonexisting field ({name}) on node type ({type})");
            }

            if (node[name] is { } value)
            {
                picked[name] = value.DeepClone();
            }
        }

        picked["id"] = node["id"]!.DeepClone();
        return picked;
    }

    private static IEnumerable<string> Split(string fields)
    {
        var (depth, name) = (0, "");
        foreach (var letter in fields + ",")
        {
            depth += letter switch { '{' or '(' => 1, '}' or ')' => -1, _ => 0 };
            if (letter == ',' && depth == 0)
            {
                yield return name.Trim();
                name = "";
            }
            else if (depth == 0 && letter is not ('}' or ')'))
            {
                name += letter;
            }
        }
    }
}
