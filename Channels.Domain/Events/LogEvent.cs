namespace Channels.Domain.Events;

/// <summary>
/// One thing that happened, for other systems to read in order: written in the transaction of the change itself. It holds ids
/// and codes; names, numbers and texts are looked up by whoever reads it.
/// </summary>
public sealed class LogEvent
{
    private LogEvent() => Type = null!;

    /// <summary>In the order of the commits, from 1, without a gap; never given twice in one log.</summary>
    public long Sequence { get; private set; }

    /// <summary>One of <see cref="EventTypes"/>.</summary>
    public string Type { get; private set; }

    public DateTimeOffset At { get; private set; }

    public ChannelId? Channel { get; private set; }

    /// <summary>The message, conversation, linked item or incident that it is about; null where it is the channel itself.</summary>
    public Guid? Subject { get; private set; }

    /// <summary>What would be another by the time of reading, as JSON; null where there is nothing.</summary>
    public string? Data { get; private set; }

    internal static LogEvent Of(long sequence, string type, DateTimeOffset at, ChannelId? channel, Guid? subject, string? data) =>
        new() { Sequence = sequence, Type = type, At = at, Channel = channel, Subject = subject, Data = data };
}

/// <summary>The one log of events.</summary>
public sealed class EventLog
{
    private EventLog()
    {
    }

    /// <summary>Another one after a backup was put back: what its readers remember of their place is worth nothing then.</summary>
    public Guid Id { get; private set; }

    /// <summary>The number of the newest event; 0 before the first.</summary>
    public long Last { get; private set; }

    public static EventLog New() => new() { Id = Guid.NewGuid() };

    public LogEvent Append(string type, DateTimeOffset at, ChannelId? channel, Guid? subject = null, string? data = null) =>
        LogEvent.Of(++Last, type, at, channel, subject, data);

    /// <summary>So many events are written at once.</summary>
    public void Skip(int count) => Last += count;
}
