using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Channels.Tests.GraphServer;

/// <summary>
/// Files that customers sent: Graph says where one lies, at another host of Meta's, which gives it to the same token (Cloud
/// API reference, Media).
/// </summary>
internal sealed class MediaCalls(MetaServer server)
{
    public const string Attachments = "whatsapp_business";

    private readonly Gate _gate = new(server);
    private readonly ConcurrentDictionary<string, (WabaNumber Number, byte[] File)> _files = new();

    /// <summary>Where files are said to lie; null for this server.</summary>
    public string? Host { get; set; }

    /// <summary>Hands out something else than it said.</summary>
    public bool Spoils { get; set; }

    public string Put(WabaNumber number, byte[] file)
    {
        var id = RandomNumberGenerator.GetString("123456789", 16);
        _files[id] = (number, file);
        return id;
    }

    public bool Has(string id) => _files.ContainsKey(id);

    public GraphAnswer Find(GraphRequest request, string id)
    {
        var (number, file) = _files[id];
        _gate.Number(request, number.Id, Gate.Messages);
        if (request["phone_number_id"] is { } asked && asked != number.Id)
        {
            throw GraphRefusal.NoSuchObject(request.Method, id);
        }

        return GraphAnswer.Json(new JsonObject
        {
            ["messaging_product"] = "whatsapp",
            ["url"] = $"{Host ?? server.Address.AbsoluteUri}{Attachments}/attachments/?mid={id}&ext=1782000000&hash=ATsx9q",
            ["mime_type"] = "image/jpeg",
            ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(file)),
            ["file_size"] = file.Length.ToString(CultureInfo.InvariantCulture),
            ["id"] = id,
        });
    }

    public GraphAnswer Fetch(GraphRequest request)
    {
        if (request.Bearer is not { } token || server.FindToken(token) is null)
        {
            return new GraphAnswer(401, "text/html", "");
        }

        return request["mid"] is { } id && _files.TryGetValue(id, out var found)
            ? new GraphAnswer(200, "image/jpeg", "") { File = Spoils ? [.. found.File[..^1], (byte)(found.File[^1] ^ 1)] : found.File }
            : new GraphAnswer(404, "text/html", "");
    }
}
