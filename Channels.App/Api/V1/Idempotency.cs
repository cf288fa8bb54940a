using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Channels.Domain;

namespace Channels.App.Api.V1;

/// <summary>
/// The same request once, however often it is sent (draft-ietf-httpapi-idempotency-key-header-07): what it makes has an id that
/// follows from the key of its sender and the <c>Idempotency-Key</c>, so that the store itself keeps it from being made twice.
/// </summary>
/// <param name="Id">Of what is made.</param>
/// <param name="Fingerprint">Of what was asked for: the same key with another one is a mistake.</param>
internal sealed record Idempotency(Guid Id, string Fingerprint)
{
    private const int MaxKey = 255;

    /// <returns>Null where the caller does not ask for it.</returns>
    /// <exception cref="RuleViolation"><see cref="Rule.IdempotencyKeyInvalid"/></exception>
    public static Idempotency? Of<T>(HttpRequest request, Guid sender, Guid channel, T order)
    {
        if (request.Headers["Idempotency-Key"] is not [var given, ..])
        {
            return null;
        }

        // A string of structured fields (RFC 9651), for which many leave out the quotes.
        var key = given?.Trim('"');
        if (key is not { Length: > 0 and <= MaxKey })
        {
            throw new RuleViolation(Rule.IdempotencyKeyInvalid);
        }

        var name = SHA256.HashData(Encoding.UTF8.GetBytes($"{sender:N} {key}"));
        var asked = SHA256.HashData(Encoding.UTF8.GetBytes($"{channel:N} {JsonSerializer.Serialize(order)}"));
        return new Idempotency(IdOf(name), Convert.ToHexStringLower(asked));
    }

    /// <summary>Version 8 (RFC 9562 section 5.8): of a hash.</summary>
    private static Guid IdOf(ReadOnlySpan<byte> hash)
    {
        Span<byte> bytes = stackalloc byte[16];
        hash[..16].CopyTo(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
