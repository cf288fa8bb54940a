using System.Security.Cryptography;
using System.Text;

namespace Channels.Infrastructure.Persistence.Contents;

/// <summary>
/// Seals and opens contents of one day: AES-256-GCM, bound to what they belong to. A sealed content is nonce (12 bytes),
/// ciphertext and tag (16).
/// </summary>
internal sealed class ContentDay(int number, byte[] key)
{
    public const int KeySize = 32;

    private const int NonceSize = 12;
    private const int TagSize = 16;

    public int Number => number;

    public byte[] Seal(Guid owner, string content) => Seal(owner.ToByteArray(), Encoding.UTF8.GetBytes(content));

    public byte[] Seal(ReadOnlySpan<byte> owner, string content) => Seal(owner, Encoding.UTF8.GetBytes(content));

    public byte[] Seal(ReadOnlySpan<byte> owner, ReadOnlySpan<byte> content)
    {
        var closed = new byte[NonceSize + content.Length + TagSize];
        RandomNumberGenerator.Fill(closed.AsSpan(0, NonceSize));
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(closed.AsSpan(0, NonceSize), content, closed.AsSpan(NonceSize, content.Length), closed.AsSpan(^TagSize..), owner);
        return closed;
    }

    /// <returns>Null where it was sealed for something else, or damaged.</returns>
    public byte[]? Open(ReadOnlySpan<byte> owner, ReadOnlySpan<byte> closed)
    {
        if (closed.Length < NonceSize + TagSize)
        {
            return null;
        }

        var content = new byte[closed.Length - NonceSize - TagSize];
        using var aes = new AesGcm(key, TagSize);
        try
        {
            aes.Decrypt(closed[..NonceSize], closed[NonceSize..^TagSize], closed[^TagSize..], content, owner);
            return content;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
