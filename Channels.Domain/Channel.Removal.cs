namespace Channels.Domain;

/// <summary>How a channel goes.</summary>
public sealed partial class Channel
{
    /// <summary>Set from the moment everything live moved to another channel, until this one is gone.</summary>
    public RemovalProgress? Removal { get; private set; }

    public bool IsBeingRemoved => Removal is not null;

    /// <summary>Before a person's command is carried out.</summary>
    /// <exception cref="RuleViolation"><see cref="Rule.BeingRemoved"/></exception>
    public void EnsureStays()
    {
        if (Removal is { } removal)
        {
            throw new RuleViolation(Rule.BeingRemoved, Name.Value, removal.Who);
        }
    }

    /// <summary>Everything live moved to <paramref name="destination"/>; <paramref name="total"/> closed and finished things follow.</summary>
    public void BeginRemoval(string destination, long total, string who, DateTimeOffset now)
    {
        EnsureStays();
        Removal = new RemovalProgress(who, now, destination, Moved: 0, total);
        Revision++;
        Record(HistoryKind.RemovalStarted, now, who, detail: destination);
    }

    /// <summary>So many more followed.</summary>
    public void MovedOn(long count)
    {
        Removal = Removal! with { Moved = Removal.Moved + count };
        Revision++;
    }

    /// <summary>What hung on <paramref name="source"/> hangs on this channel from now on.</summary>
    public void TakeOver(Channel source, string who, DateTimeOffset now) =>
        Record(HistoryKind.TookOver, now, who, detail: source.Name.Value);

    /// <summary>Its last line of the timeline.</summary>
    public void Removed(string who, DateTimeOffset now) => Record(HistoryKind.Removed, now, who);
}
