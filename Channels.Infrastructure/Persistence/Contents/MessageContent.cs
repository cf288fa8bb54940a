namespace Channels.Infrastructure.Persistence.Contents;

/// <summary>What one message says, sealed under the key of its day.</summary>
internal sealed class MessageContent
{
    public required Guid Message { get; init; }

    public required int Day { get; init; }

    public required byte[] Sealed { get; init; }
}
