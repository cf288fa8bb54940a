using Channels.Domain;

namespace Channels.App.Live;

/// <summary>The order in which channels were created. No two of them are equal in it.</summary>
public sealed class OldestFirst : IComparer<ChannelSnapshot>
{
    public static readonly OldestFirst Order = new();

    public int Compare(ChannelSnapshot? x, ChannelSnapshot? y) => x!.CreatedAt != y!.CreatedAt
        ? x.CreatedAt.CompareTo(y.CreatedAt)
        : x.Id.Value.CompareTo(y.Id.Value);
}
