namespace Channels.Domain.Access;

/// <summary>How one person likes the console; kept with them, in whatever browser they sign in.</summary>
/// <param name="Alarm">A sound and a notification of the browser when a channel gets into trouble.</param>
public sealed record Preferences(ThemeChoice Theme, BoardView View, BoardOrder Order, bool Alarm)
{
    public static readonly Preferences Default = new(ThemeChoice.System, BoardView.Cards, BoardOrder.Oldest, Alarm: false);
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

/// <summary>In which order the cards come. Stored by name.</summary>
public enum BoardOrder
{
    Oldest,
    TroubleFirst,
    Name,
    Newest,
}
