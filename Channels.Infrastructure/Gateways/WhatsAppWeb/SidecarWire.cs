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

internal sealed record WireMessage(
    long Socket, string? Id, string? Chat, string? ChatAlt, bool FromMe, string? Content, string? Missing, string? Name, long SentAt);

internal sealed record WirePhone(long Socket, long At);

internal sealed record WireHistory(long Socket, int Count);

internal sealed record WireRefusal(long Socket, string? Id, string? Code);

internal sealed record WireClosed(
    long Socket, int? Code, string? Message, int? HttpStatus, double? ExpireSeconds, int? CodeRefusal, string? ProxyTrouble);

internal sealed record WireReach(bool Open, string? Message, int? HttpStatus, string? ProxyTrouble);
