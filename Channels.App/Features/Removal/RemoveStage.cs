namespace Channels.App.Features.Removal;

/// <summary>What the removal dialog shows.</summary>
public enum RemoveStage
{
    /// <summary>Reading what hangs on the channel, or what became of it.</summary>
    Loading,

    /// <summary>It could not be read.</summary>
    Failed,

    /// <summary>A rule forbids to look; its words say which.</summary>
    Refused,

    /// <summary>Nothing is linked: a short question.</summary>
    Question,

    /// <summary>What is linked, and where it is to go.</summary>
    Choice,

    /// <summary>Nothing there to take over: a successor is to be made.</summary>
    Successor,

    /// <summary>The channel is going, whoever said so.</summary>
    Running,

    /// <summary>It is gone; what became of everything.</summary>
    Receipt,

    /// <summary>It is gone, and nothing is known of how.</summary>
    Gone,
}
