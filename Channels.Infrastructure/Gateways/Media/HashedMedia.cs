using System.Buffers;
using System.Security.Cryptography;

namespace Channels.Infrastructure.Gateways.Media;

/// <summary>A medium that comes as it is, and whose SHA-256 was told before.</summary>
/// <param name="hash">Null where nobody told it: then whatever comes whole is taken.</param>
internal sealed class HashedMedia(byte[]? hash) : IMediaCheck
{
    private readonly IncrementalHash _found = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <param name="text">64 hexadecimal digits, or Base64.</param>
    /// <returns>Null for anything else.</returns>
    public static byte[]? HashOf(string? text)
    {
        var bytes = new byte[SHA256.HashSizeInBytes];
        return text is { Length: 2 * SHA256.HashSizeInBytes } && text.All(char.IsAsciiHexDigit) ? Convert.FromHexString(text)
            : Convert.TryFromBase64String(text ?? "", bytes, out var count) && count == bytes.Length ? bytes
            : null;
    }

    public void Take(ReadOnlySpan<byte> came, IBufferWriter<byte> readable)
    {
        _found.AppendData(came);
        readable.Write(came);
    }

    public bool End(IBufferWriter<byte> readable) => hash is null || CryptographicOperations.FixedTimeEquals(hash, _found.GetHashAndReset());

    public void Dispose() => _found.Dispose();
}
