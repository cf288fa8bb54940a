using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Channels.Tests.GraphServer;

/// <summary>Takes messages for sending (contract, 2.7). That one was taken says nothing of its arrival.</summary>
internal sealed class Messaging(MetaServer server)
{
    private const int LongestText = 4096;
    private readonly Gate _gate = new(server);
    private int _accepted;

    public GraphAnswer Send(GraphRequest request, string id)
    {
        var number = _gate.Number(request, id, Gate.Messages);
        var message = request.Json;
        if (message.Text("messaging_product") != "whatsapp")
        {
            throw new GraphRefusal(100, "(#100) The parameter messaging_product is required.");
        }

        var type = message.Text("type") ?? "text";
        var text = Said(message, type);
        if (number.PlatformType == "NOT_APPLICABLE")
        {
            throw new GraphRefusal(133010, "(#133010) Account not registered", details: "The number is not registered for the Cloud API.");
        }

        var (input, contact) = Recipient(number, message);
        if (type != "template" && !server.AcceptsOutsideWindow && !server.World.HeardWithinADay(number, contact))
        {
            throw new GraphRefusal(131047, "(#131047) Re-engagement message", details: "More than 24 hours have passed since the recipient last wrote.");
        }

        var sent = new SentMessage(
            "wamid." + Convert.ToBase64String(RandomNumberGenerator.GetBytes(30)),
            number.Id,
            input,
            server.KeepsNinthDigit ? contact : BrazilianDigits.OtherForm(contact),
            text,
            server.Time.GetUtcNow())
        {
            Type = type,
            CallbackData = message.Text("biz_opaque_callback_data"),
        };
        server.World.Take(sent);
        return Accept(sent);
    }

    // By number, or by the id of somebody who shows none (Meta, Business-scoped user ids).
    private static (string Input, string Contact) Recipient(WabaNumber number, JsonObject message) => (message.Text("to"), message.Text("recipient")) switch
    {
        ({ Length: > 0 } to, null) => (to, Dialled(number, to)),
        (null, { Length: > 0 } user) => (user, user),
        _ => throw new GraphRefusal(100, "(#100) The parameter to is required."),
    };

    private static string? Said(JsonObject message, string type) => type switch
    {
        "template" => message["template"] is JsonObject template && template.Text("name") is { Length: > 0 } name && template["language"] is JsonObject
            ? name
            : throw new GraphRefusal(100, "(#100) The parameter template['name'] is required."),
        "location" => message["location"] is JsonObject place && place["latitude"] is not null && place["longitude"] is not null
            ? null
            : throw new GraphRefusal(100, "(#100) The parameter location['latitude'] is required."),
        "reaction" => message["reaction"] is JsonObject reaction && reaction.Text("message_id") is { Length: > 0 }
            ? reaction.Text("emoji")
            : throw new GraphRefusal(100, "(#100) The parameter reaction['message_id'] is required."),
        "text" => TextOf(message),
        _ => throw new GraphRefusal(100, "(#100) Param type must be one of the known types."),
    };

    private static string TextOf(JsonObject message) => message["text"] is JsonObject text && text.Text("body") is { Length: > 0 } body
        ? body.Length <= LongestText ? body : throw new GraphRefusal(100, "(#100) Param text['body'] must be at most 4096 characters long.")
        : throw new GraphRefusal(100, "(#100) The parameter text['body'] is required.");

    // Without a plus the number counts as one of the sender's country.
    private static string Dialled(WabaNumber sender, string to) =>
        to.StartsWith('+') ? WabaNumber.Digits(to) : sender.CountryCode + WabaNumber.Digits(to);

    // Meta's samples have the message_status or not, so that every second answer has it.
    private GraphAnswer Accept(SentMessage sent)
    {
        var message = new JsonObject { ["id"] = sent.Id };
        if (Interlocked.Increment(ref _accepted) % 2 == 0)
        {
            message["message_status"] = "accepted";
        }

        return GraphAnswer.Json(new JsonObject
        {
            ["messaging_product"] = "whatsapp",
            ["contacts"] = new JsonArray(new JsonObject { ["input"] = sent.Input, ["wa_id"] = sent.WaId }),
            ["messages"] = new JsonArray(message),
        });
    }
}
