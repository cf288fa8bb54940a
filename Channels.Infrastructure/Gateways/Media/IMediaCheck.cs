using System.Buffers;

namespace Channels.Infrastructure.Gateways.Media;

/// <summary>Takes a medium in as it comes, makes it readable, and says at its end whether it is what was sent.</summary>
internal interface IMediaCheck : IDisposable
{
    /// <summary>Writes what can be read of it so far.</summary>
    void Take(ReadOnlySpan<byte> came, IBufferWriter<byte> readable);

    /// <summary>Writes the rest.</summary>
    /// <returns>Whether it was whole and unchanged.</returns>
    bool End(IBufferWriter<byte> readable);
}
