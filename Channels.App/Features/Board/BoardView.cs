namespace Channels.App.Features.Board;

public enum BoardView
{
    Cards,
    Table,
}
