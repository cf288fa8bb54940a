using Channels.Domain.Access;

namespace Channels.Domain.LinkedData;

/// <summary>
/// A prompt, follow-up, schedule or integration of another module, as far as a channel has to know of it. The other
/// module gives the id and keeps everything else.
/// </summary>
public sealed class LinkedItem
{
    public const int MaxTitle = 200;
    public const int MaxExternalId = 200;

    private LinkedItem() => Title = null!;

    public Guid Id { get; private set; }

    public LinkedKind Kind { get; private set; }

    /// <summary>The channel it hangs on; null once it was unlinked.</summary>
    public ChannelId? Channel { get; private set; }

    /// <summary>On which it last hung, once it was unlinked.</summary>
    public ChannelId? UnlinkedFrom { get; private set; }

    /// <summary>What people call it: untrusted text of at most <see cref="MaxTitle"/> UTF-16 units.</summary>
    public string Title { get; private set; }

    public ItemState State { get; private set; }

    /// <summary>When a follow-up or schedule is due.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>The <see cref="ApiKey"/> that this integration stands for: it reaches the channel on which this hangs.</summary>
    public Guid? Key { get; private set; }

    /// <summary>The endpoint of webhooks that this integration stands for: it hears of the channel on which this hangs.</summary>
    public Guid? Endpoint { get; private set; }

    /// <summary>The system whose it is, by <see cref="ApiKey.Speaks"/>; null where a module of this product has it.</summary>
    public string? Source { get; private set; }

    /// <summary>That system's own id: there once in each <see cref="Source"/>.</summary>
    public string? ExternalId { get; private set; }

    /// <summary>It stands for a key or an endpoint, which alone say what becomes of it.</summary>
    public bool IsOurs => Key is not null || Endpoint is not null;

    /// <summary>Another system's.</summary>
    public static LinkedItem Of(Guid id, LinkedKind kind, string source, string? externalId)
    {
        var item = Create(id, kind);
        (item.Source, item.ExternalId) = (source, externalId);
        return item;
    }

    /// <summary>A key is an integration of each channel that it is limited to.</summary>
    public static LinkedItem Of(ApiKey key, ChannelId channel) => new()
    {
        Id = Guid.CreateVersion7(key.MadeAt),
        Kind = LinkedKind.Integration,
        Channel = channel,
        Title = key.Name,
        State = ItemState.Active,
        Key = key.Id,
    };

    /// <summary>So is an endpoint of webhooks.</summary>
    public static LinkedItem Of(Guid endpoint, string title, ChannelId channel, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Kind = LinkedKind.Integration,
        Channel = channel,
        Title = title,
        State = ItemState.Active,
        Endpoint = endpoint,
    };

    public static LinkedItem Create(Guid id, LinkedKind kind) => kind == LinkedKind.Conversation
        ? throw new ArgumentOutOfRangeException(nameof(kind), kind, "Conversations have a type of their own.")
        : new() { Id = id, Kind = kind, Title = "", State = ItemState.Active };

    /// <summary>It hangs on <paramref name="channel"/> from now on, and is called and due like this.</summary>
    public void Link(ChannelId channel, string title, DateTimeOffset? dueAt) => (Channel, Title, DueAt) = (channel, title, dueAt);

    public void Become(ItemState state) => State = state;

    public void Unlink() => (UnlinkedFrom, Channel) = (Channel ?? UnlinkedFrom, null);
}

/// <summary>How a linked item stands. Stored by name.</summary>
public enum ItemState
{
    /// <summary>A prompt in use, a follow-up or schedule still to come, an integration that works.</summary>
    Active,

    /// <summary>Done, or switched off.</summary>
    Finished,

    Cancelled,
}
