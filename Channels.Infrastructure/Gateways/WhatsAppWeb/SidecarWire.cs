using System.Text.Json;
using Channels.Domain.Sending;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

// What the engine sends, as its JSON has it. Every word names its socket.

internal sealed record WireKeysRead(long Socket, string Type, string[] Ids);

internal sealed record WireKeysWrite(long Socket, WireKey[] Entries);

internal sealed record WireKey(string Type, string Id, string? Value);

internal sealed record WireCredentials(long Socket, string Credentials);

internal sealed record WireSocket(long Socket);

internal sealed record WireCode(long Socket, string Text, double Seconds);

internal sealed record WireLinked(long Socket, long? At);

internal sealed record WireOpen(long Socket, string Number, string? Name, double? Time);

internal sealed record WireName(long Socket, string Name);

internal sealed record WireRestriction(long Socket, bool Active, DateTimeOffset? Until);

/// <summary>Also what the app keeps of a message until it is dealt with; then with what it is and says, and without a socket.</summary>
internal sealed record WireMessage(
    long Socket, string? Id, string? Chat, string? ChatAlt, bool FromMe, string? Content, string? Missing, string? Name, long SentAt)
{
    public string? Type { get; init; }

    public string? RefersTo { get; init; }

    public JsonElement? Says { get; init; }
}

internal sealed record WireKnows(long Socket, string Hash, string? Id, string? Chat, string? ChatAlt);

internal sealed record WirePhone(long Socket, long At);

internal sealed record WireHistory(long Socket, int Count);

internal sealed record WireRefusal(long Socket, string? Id, string? Code);

internal sealed record WireReceipt(long Socket, string? Id, SendState State, long At);

internal sealed record WireSent(SendResult Result, string? Refusal);

internal sealed record WireOrder(string Id, WireRecipient To, JsonElement Content, WireQuote? Quote)
{
    public static WireOrder Of(SendOrder order) => new(
        order.WhatsAppId,
        new WireRecipient(order.To.Number?.Spellings ?? [], order.To.Lid),
        JsonSerializer.Deserialize<JsonElement>(order.Content.ToJson()),
        order.RepliesTo is { } quoted ? new WireQuote(quoted.WhatsAppId, quoted.FromContact, quoted.Text) : null);

    public override string ToString() => $"WireOrder {Id}";
}

internal sealed record WireRecipient(IReadOnlyList<string> Numbers, string? Lid);

internal sealed record WireQuote(string Id, bool FromContact, string? Text);

internal sealed record WireClosed(
    long Socket, int? Code, string? Message, int? HttpStatus, double? ExpireSeconds, int? CodeRefusal, string? ProxyTrouble);

internal sealed record WireReach(bool Open, string? Message, int? HttpStatus, string? ProxyTrouble);
