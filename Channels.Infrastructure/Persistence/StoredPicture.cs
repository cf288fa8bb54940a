using Channels.Domain;

namespace Channels.Infrastructure.Persistence;

/// <summary>The profile picture of a channel, at most one each.</summary>
internal sealed class StoredPicture
{
    public required ChannelId Channel { get; init; }

    public required string Tag { get; set; }

    public required byte[] Jpeg { get; set; }
}
