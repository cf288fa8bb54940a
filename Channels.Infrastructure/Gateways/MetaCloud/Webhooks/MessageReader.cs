using System.Text.Json;
using System.Text.Json.Nodes;
using Channels.Domain.Messages;
using Channels.Infrastructure.Gateways.MetaCloud.Graph;

namespace Channels.Infrastructure.Gateways.MetaCloud.Webhooks;

/// <summary>What a customer's message is and says (WhatsApp Cloud API, Webhooks, <c>messages</c>).</summary>
internal static class MessageReader
{
    private static readonly Dictionary<string, MessageType> Types = new(StringComparer.Ordinal)
    {
        ["text"] = MessageType.Text,
        ["button"] = MessageType.Text,
        ["interactive"] = MessageType.Text,
        ["image"] = MessageType.Image,
        ["audio"] = MessageType.Audio,
        ["video"] = MessageType.Video,
        ["document"] = MessageType.Document,
        ["sticker"] = MessageType.Sticker,
        ["location"] = MessageType.Location,
        ["contacts"] = MessageType.Contacts,
        ["reaction"] = MessageType.Reaction,
        ["edit"] = MessageType.Edit,
        ["revoke"] = MessageType.Revoke,
    };

    /// <summary>Of a call, of a chat that was begun, or of the system: nobody wrote.</summary>
    private static readonly HashSet<string> Silent = new(StringComparer.Ordinal) { "system", "request_welcome", "call_permission_reply" };

    /// <returns>Null where it is no message.</returns>
    public static NoticeMessage? Read(JsonElement message, string id)
    {
        var name = message.Text("type");
        if (name is null || Silent.Contains(name) || message.At("interactive")?.Text("type") == "call_permission_reply")
        {
            return null;
        }

        var type = Types.GetValueOrDefault(name, MessageType.Unsupported);
        type = type == MessageType.Audio && message.At("audio")?.Flag("voice") == true ? MessageType.Voice : type;
        var says = type == MessageType.Unsupported ? null : SaysOf(name, message.At(name));
        return new NoticeMessage(id, type == MessageType.Text && says is null ? MessageType.Unsupported : type)
        {
            TypeName = name,
            RefersTo = RefersTo(name, message),
            Says = says?.ToJsonString(),
        };
    }

    private static string? RefersTo(string name, JsonElement message) => name switch
    {
        "reaction" => message.At("reaction")?.Text("message_id"),
        "edit" or "revoke" => message.At(name)?.Text("original_message_id"),
        _ => message.At("context")?.Text("id"),
    };

    private static JsonObject? SaysOf(string name, JsonElement? found)
    {
        if (found is not { } value)
        {
            return null;
        }

        return name switch
        {
            "text" => TextOf(value.Text("body")),
            "button" => TextOf(value.Text("text")),
            "interactive" => TextOf(value.At("button_reply")?.Text("title") ?? value.At("list_reply")?.Text("title")),
            "location" => new JsonObject { ["location"] = JsonNode.Parse(value.GetRawText()) },
            "contacts" => new JsonObject { ["contacts"] = JsonNode.Parse(value.GetRawText()) },
            "reaction" => new JsonObject { ["reaction"] = value.Text("emoji") ?? "" },
            "edit" => value.At("message") is { } edited && edited.Text("type") is { } type ? SaysOf(type, edited.At(type)) : null,
            "revoke" => null,
            _ => MediaOf(value),
        };
    }

    private static JsonObject? TextOf(string? text) => text is null ? null : new JsonObject { ["text"] = text };

    private static JsonObject MediaOf(JsonElement media)
    {
        var says = new JsonObject
        {
            ["media"] = new JsonObject
            {
                ["id"] = media.Text("id"),
                ["mimetype"] = media.Text("mime_type"),
                ["sha256"] = media.Text("sha256"),
                ["file_name"] = media.Text("filename"),
            },
        };
        if (media.Text("caption") is { } caption)
        {
            says["text"] = caption;
        }

        return says;
    }
}
