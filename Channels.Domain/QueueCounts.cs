namespace Channels.Domain;

/// <summary>How many messages of a channel wait.</summary>
/// <param name="Waiting">Due, and not handed over yet.</param>
/// <param name="Scheduled">Whose time is still to come.</param>
/// <param name="Undecided">That somebody has to decide about.</param>
/// <param name="Uncertain">Of which nobody knows whether they left.</param>
public sealed record QueueCounts(int Waiting, int Scheduled, int Undecided, int Uncertain)
{
    public static readonly QueueCounts None = new(0, 0, 0, 0);

    /// <summary>That wait for a person.</summary>
    public int ToDecide => Undecided + Uncertain;

    /// <summary>That may still leave.</summary>
    public int All => Waiting + Scheduled + Undecided;
}
