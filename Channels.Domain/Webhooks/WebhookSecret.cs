using System.Security.Cryptography;

namespace Channels.Domain.Webhooks;

/// <summary>What signs deliveries, as Standard Webhooks 1.0 writes it: <c>whsec_</c> and 24 to 64 bytes in Base64.</summary>
public static class WebhookSecret
{
    public const string Prefix = "whsec_";

    public static string Make() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    public static byte[] KeyOf(string secret) => Convert.FromBase64String(secret[Prefix.Length..]);
}
