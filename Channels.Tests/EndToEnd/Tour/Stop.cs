using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd.Tour;

/// <summary>A page or a dialog and how to get there, by addresses and markup that are the same in every language.</summary>
internal sealed record Stop(string Name, Func<IPage, Task> OpenAsync)
{
    public Visitor By { get; init; } = Visitor.Administrator;

    /// <summary>How wide the window is.</summary>
    public int Width { get; init; } = 1440;

    public override string ToString() => Name;
}

/// <summary>Whose browser makes a stop.</summary>
internal enum Visitor
{
    Administrator,

    /// <summary>Not signed in.</summary>
    Stranger,

    /// <summary>In front of a console that was started for the first time.</summary>
    Founder,
}
