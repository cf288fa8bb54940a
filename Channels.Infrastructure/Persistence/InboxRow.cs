using Channels.Domain;

namespace Channels.Infrastructure.Persistence;

/// <summary>
/// A message that WhatsApp handed over and nobody dealt with yet: written before WhatsApp hears that it arrived, deleted in the
/// transaction that takes it into the log. No foreign key on the channel: that may be gone meanwhile.
/// </summary>
internal sealed class InboxRow
{
    public long Id { get; private init; }

    public required ChannelId Channel { get; init; }

    /// <summary>The same whenever it is handed over.</summary>
    public required string Key { get; init; }

    public required int Day { get; init; }

    public required byte[] Sealed { get; init; }
}

/// <param name="Json">What was handed over, as the engine wrote it; null where it cannot be opened.</param>
internal sealed record InboxItem(long Id, ChannelId Channel, string? Json)
{
    /// <summary>Keeps texts out of logs and exception texts.</summary>
    public override string ToString() => $"InboxItem {Id}";
}
