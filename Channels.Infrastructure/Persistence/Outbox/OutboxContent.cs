namespace Channels.Infrastructure.Persistence.Outbox;

/// <summary>What a message says that may still leave, sealed with the keys of the data folder: it may have to wait longer than any day's key is kept.</summary>
internal sealed class OutboxContent
{
    public required Guid Message { get; init; }

    public required byte[] Sealed { get; init; }
}
