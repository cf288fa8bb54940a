using System.Buffers;
using System.Text;
using Channels.Domain.Messages;
using Channels.Infrastructure.Gateways.WhatsAppWeb.Media;

namespace Channels.Tests.Infrastructure.Gateways.WhatsAppWeb.Media;

/// <summary>Files that Baileys encrypted, as a phone does, with the key, the file and the hashes that its message says.</summary>
public sealed class EncryptedMediaTests
{
    [Theory]
    [InlineData(
        MessageType.Image, "image", "7bMO1oEePsf1NqN2nzO7WZta35YoRtzMjAX7tN6nMzg=",
        "NlfpEZ+h3u+FbyzIeeXMS1TX8pkaneydE5hQspCGg9P2c9FvK8xFrWqdE1CKxG5nzpPmmbti5OZe/Q==",
        "xddFgryDsY8kuEZyHrn0ZN/C5jPbRpTmJf1L0mSj5Ww=", "B7u3ToKckYAVTJdr6AR+y9o6mRjQKzvNlLZLiaikGbM=")]
    [InlineData(
        MessageType.Video, "video", "ss9s6jIyJBpAY087IdvjtE892ZIZbxyWLf50OiTYgAY=",
        "nO/FMQG5DsK1Ss984PIhzoAfgy9MNgt61ol2+IxaiMiqGHBqpBg73ui9E3AzSigGJq2muHUQL8eNgg==",
        "ZH90H622ZTxKSDxihgbHJGBfONFkupWTMcABsk72sNc=", "VpINKJT0taUsVDYMpSqgAkiIZxdeFnv8G0m7j3DonTY=")]
    [InlineData(
        MessageType.Voice, "ptt", "lqQ8c9SPlG/MA2vFVA+BzIJwjJFiwxMCuyQUYoe3lKs=",
        "IIQu/OPDlBX3cwy8nZpLLcdtItHuyD4mCbI9ECq3nwbTMiVJI87zN8+mmKwgwMeyp1g7CaBvf4tAUA==",
        "7MaDFwQK7+bj/j6BpPlql0r9dpZDFSU31rzGAisbov8=", "a+wtx74yjivXrlW8wWCHZDdIv3sq+PEhc/uo2lA6c08=")]
    [InlineData(
        MessageType.Document, "document", "PVbhJcyg5KbrgZe8l72VFumPvwq4J1QAWh+oF2nj/C8=",
        "oCDX5UWNCPXLMPS63U8bRksUeBpr7f/d6NERvCa1fZrWHTXSko/mgXAkJQbU+XXxXK297DZnx4K6SQ==",
        "teoMfl7+/5lScYIm3ng2xqluyoxe1a7GvmSybNGUX3o=", "6T+f/661kWZUAcdiKKg0LFqmxuGsdAcX95RTn2kzhHA=")]
    [InlineData(
        MessageType.Sticker, "sticker", "3aBuZPb2EP22hbPz3UZ1lPcYQUvJqB1DguVrjhv6IvI=",
        "Tl2/eI/HVpMZW9IaIDbGPMaGOgfzINoDLuqV+fHou0ZRHxqHlltK/yOoRsdX9q8Rp4gYseHK5BKI0Q==",
        "iAM59gwkaKPVHABSUAJCI/1IfhCkWUpyIcDE8VGhPyA=", "rOCw3mSd6V3fu2TkBKscqGbPB3jG6xWmgzmsxVBg8rM=")]
    public void File_IsRead_HoweverItComes(MessageType type, string name, string key, string file, string hash, string encrypted)
    {
        for (var portion = 1; portion < 80; portion++)
        {
            using var check = new EncryptedMedia(Convert.FromBase64String(key), type, Convert.FromBase64String(encrypted), Convert.FromBase64String(hash));
            var readable = new ArrayBufferWriter<byte>();
            foreach (var came in Convert.FromBase64String(file).Chunk(portion))
            {
                check.Take(came, readable);
            }

            Assert.True(check.End(readable));
            Assert.Equal($"Recibo de {name}: 100 €, pago em 30/11.", Encoding.UTF8.GetString(readable.WrittenSpan));
        }
    }
}
