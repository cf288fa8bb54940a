using System.Security.Cryptography;
using System.Text;

namespace Channels.Infrastructure.Gateways.MetaCloud.Webhooks;

/// <summary>
/// Proves that Meta wrote a delivery: HMAC-SHA256 of the bytes as they came, keyed with the app's secret (Graph API,
/// Webhooks). Meta writes letters beyond ASCII as \uXXXX before it signs, so that nothing may be written anew before.
/// </summary>
internal static class WebhookSignature
{
    private const string Prefix = "sha256=";

    public static bool IsRight(ReadOnlySpan<byte> body, string? header, string secret)
    {
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (header is null || header.Length != Prefix.Length + (2 * given.Length) || !header.StartsWith(Prefix, StringComparison.Ordinal)
            || Convert.FromHexString(header.AsSpan(Prefix.Length), given, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        Span<byte> right = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body, right);
        return CryptographicOperations.FixedTimeEquals(given, right);
    }
}
