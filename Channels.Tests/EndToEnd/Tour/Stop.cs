using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd.Tour;

/// <summary>A page or a dialog and how to get there, by addresses and markup that are the same in every language.</summary>
internal sealed record Stop(string Name, Func<IPage, Task> OpenAsync)
{
    public bool SignedIn { get; init; } = true;

    public override string ToString() => Name;
}
