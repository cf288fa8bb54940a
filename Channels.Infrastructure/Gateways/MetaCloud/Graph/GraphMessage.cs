using System.Text.Json;
using System.Text.Json.Nodes;
using Channels.Domain.Sending;

namespace Channels.Infrastructure.Gateways.MetaCloud.Graph;

/// <summary>
/// A message as Meta takes it (Cloud API, Messages). Our id goes along as <c>biz_opaque_callback_data</c>, which comes back with
/// each status: so a message is recognized of which nobody heard the answer.
/// </summary>
internal static class GraphMessage
{
    public static JsonObject Of(SendOrder order)
    {
        var message = new JsonObject
        {
            ["messaging_product"] = "whatsapp",
            ["recipient_type"] = "individual",
            ["biz_opaque_callback_data"] = order.Id.ToString(),
        };
        if (order.To.Number is { } number)
        {
            message["to"] = number.E164;
        }
        else
        {
            // Somebody who shows no number (Meta, Business-scoped user ids).
            message["recipient"] = order.To.UserId;
        }

        if (order.RepliesTo is { } quoted)
        {
            message["context"] = new JsonObject { ["message_id"] = quoted.WhatsAppId };
        }

        var (type, said) = Say(order.Content);
        message["type"] = type;
        message[type] = said;
        return message;
    }

    private static (string Type, JsonObject Said) Say(OutgoingContent content) => content switch
    {
        { Location: { } place } => ("location", new JsonObject
        {
            ["latitude"] = place.Latitude,
            ["longitude"] = place.Longitude,
            ["name"] = place.Name,
            ["address"] = place.Address,
        }),
        { Reaction: { } reaction } => ("reaction", new JsonObject { ["message_id"] = reaction.MessageId, ["emoji"] = reaction.Emoji }),
        { Template: { } template } => ("template", Fill(template)),
        _ => ("text", new JsonObject { ["preview_url"] = false, ["body"] = content.Text }),
    };

    private static JsonObject Fill(OutgoingTemplate template)
    {
        var filled = new JsonObject { ["name"] = template.Name, ["language"] = new JsonObject { ["code"] = template.Language } };
        if (template.Components is { ValueKind: JsonValueKind.Array } components)
        {
            filled["components"] = JsonNode.Parse(components.GetRawText());
        }

        return filled;
    }
}
