using System.Text.Json;

namespace Channels.Domain.Messages;

/// <summary>What a message says of its medium: whatever its way to connect needs to fetch and to check it.</summary>
/// <param name="Channel">Whose line it came by.</param>
/// <param name="Says">The <c>media</c> of the message's content; its sender wrote it.</param>
public sealed record MediaReference(ChannelId Channel, MessageType Type, JsonElement Says)
{
    /// <returns>Null where the message has no medium, or what it says is not kept any more.</returns>
    public static MediaReference? Of(ChannelId channel, MessageType type, string? says)
    {
        if (says is null)
        {
            return null;
        }

        using var content = JsonDocument.Parse(says);
        return content.RootElement.TryGetProperty("media", out var media) && media.ValueKind == JsonValueKind.Object
            ? new MediaReference(channel, type, media.Clone())
            : null;
    }

    public string? Text(string name) =>
        Says.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Keeps keys out of logs and exception texts.</summary>
    public override string ToString() => $"MediaReference {Type}";
}

/// <summary>A medium on its way through, with what its sender says it is.</summary>
/// <param name="Content">
/// What it holds back of its end comes only once all of it was found whole and unchanged; otherwise reading fails with
/// <see cref="MediaBroken"/>. Whoever has it ends it.
/// </param>
public sealed record MediaFile(Stream Content, string? MimeType, string? FileName);

/// <summary>What came is not what was sent: it is cut short, or changed on its way.</summary>
public sealed class MediaBroken : IOException
{
    public MediaBroken()
    {
    }

    public MediaBroken(string message)
        : base(message)
    {
    }

    public MediaBroken(string message, Exception inner)
        : base(message, inner)
    {
    }
}
