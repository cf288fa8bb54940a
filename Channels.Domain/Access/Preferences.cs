namespace Channels.Domain.Access;

/// <summary>How one person likes the console; kept with them, in whatever browser they sign in.</summary>
public sealed record Preferences(ThemeChoice Theme, BoardView View)
{
    public static readonly Preferences Default = new(ThemeChoice.System, BoardView.Cards);
}

/// <summary>Stored by name.</summary>
public enum ThemeChoice
{
    /// <summary>What the browser's system says, also when that changes.</summary>
    System,
    Light,
    Dark,
}

/// <summary>Stored by name.</summary>
public enum BoardView
{
    Cards,
    Table,
}
