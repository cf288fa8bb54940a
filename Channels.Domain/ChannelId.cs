namespace Channels.Domain;

/// <summary>The internal ID of a channel: a version 7 UUID made by the system, never changed and never reused.</summary>
public readonly record struct ChannelId(Guid Value)
{
    public static ChannelId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    public static bool TryParse(string? text, out ChannelId id)
    {
        var parsed = Guid.TryParse(text, out var value);
        id = new ChannelId(value);
        return parsed;
    }

    public override string ToString() => Value.ToString();
}
