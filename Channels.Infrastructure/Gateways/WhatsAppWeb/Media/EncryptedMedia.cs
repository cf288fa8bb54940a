using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Channels.Domain.Messages;
using Channels.Infrastructure.Gateways.Media;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb.Media;

/// <summary>
/// A medium as WhatsApp keeps it: AES-256-CBC under keys that follow from the message's by HKDF, with ten bytes of an
/// HMAC behind it (WhatsApp's security white paper, "Transmitting Media and Other Attachments"; Baileys'
/// <c>Utils/messages-media.js</c>).
/// </summary>
internal sealed class EncryptedMedia : IMediaCheck
{
    public const int MacSize = 10;

    private const int KeySize = 32;
    private const int IvSize = 16;
    private const int DerivedSize = 112;

    private readonly byte[]? _encryptedHash;
    private readonly byte[]? _hash;
    private readonly Aes _aes;
    private readonly ICryptoTransform _decryptor;
    private readonly IncrementalHash _mac;
    private readonly IncrementalHash _encrypted = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalHash _plain = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    // The last bytes that came: they may be the HMAC, or the block with the padding.
    private readonly ArrayBufferWriter<byte> _open = new();

    /// <param name="key">32 bytes.</param>
    /// <param name="encryptedHash">SHA-256 of what is kept, where the message says it.</param>
    /// <param name="hash">SHA-256 of the file itself, where the message says it.</param>
    public EncryptedMedia(byte[] key, MessageType type, byte[]? encryptedHash, byte[]? hash)
    {
        (_encryptedHash, _hash) = (encryptedHash, hash);
        var derived = HKDF.DeriveKey(HashAlgorithmName.SHA256, key, DerivedSize, info: Encoding.ASCII.GetBytes(PurposeOf(type)));
        var (iv, cipher, mac) = (derived[..IvSize], derived[IvSize..(IvSize + KeySize)], derived[(IvSize + KeySize)..(IvSize + KeySize + KeySize)]);
        _aes = Aes.Create();
        _aes.Key = cipher;
        _aes.IV = iv;
        _decryptor = _aes.CreateDecryptor();
        _mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, mac);
        _mac.AppendData(iv);
    }

    public void Take(ReadOnlySpan<byte> came, IBufferWriter<byte> readable)
    {
        _encrypted.AppendData(came);
        _open.Write(came);
        var certain = (_open.WrittenCount - MacSize - IvSize) / IvSize * IvSize;
        if (certain <= 0)
        {
            return;
        }

        var blocks = _open.WrittenSpan[..certain].ToArray();
        var rest = _open.WrittenSpan[certain..].ToArray();
        _open.ResetWrittenCount();
        _open.Write(rest);
        _mac.AppendData(blocks);
        var plain = new byte[certain];
        var count = _decryptor.TransformBlock(blocks, 0, certain, plain, 0);
        Give(plain.AsSpan(0, count), readable);
    }

    public bool End(IBufferWriter<byte> readable)
    {
        var (last, mac) = (_open.WrittenSpan[..Math.Max(0, _open.WrittenCount - MacSize)].ToArray(), _open.WrittenSpan[Math.Max(0, _open.WrittenCount - MacSize)..].ToArray());
        _mac.AppendData(last);
        if (last.Length == 0 || last.Length % IvSize != 0
            || !CryptographicOperations.FixedTimeEquals(mac, _mac.GetHashAndReset().AsSpan(0, MacSize))
            || !IsSame(_encryptedHash, _encrypted))
        {
            return false;
        }

        try
        {
            Give(_decryptor.TransformFinalBlock(last, 0, last.Length), readable);
        }
        catch (CryptographicException)
        {
            return false;
        }

        return IsSame(_hash, _plain);
    }

    public void Dispose()
    {
        _decryptor.Dispose();
        _aes.Dispose();
        _mac.Dispose();
        _encrypted.Dispose();
        _plain.Dispose();
    }

    private static bool IsSame(byte[]? said, IncrementalHash found) =>
        said is null || CryptographicOperations.FixedTimeEquals(said, found.GetHashAndReset());

    private void Give(ReadOnlySpan<byte> plain, IBufferWriter<byte> readable)
    {
        _plain.AppendData(plain);
        readable.Write(plain);
    }

    // Baileys' MEDIA_HKDF_KEY_MAPPING.
    private static string PurposeOf(MessageType type) => type switch
    {
        MessageType.Video => "WhatsApp Video Keys",
        MessageType.Audio or MessageType.Voice => "WhatsApp Audio Keys",
        MessageType.Document => "WhatsApp Document Keys",
        _ => "WhatsApp Image Keys",
    };
}
