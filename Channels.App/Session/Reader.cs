using Channels.Domain.Access;
using Channels.Domain.Ports;

namespace Channels.App.Session;

/// <summary>Whose page it is that a feed calls: one for each circuit. A session that ended is told nothing more.</summary>
public sealed class Reader(ILiveSessions? live)
{
    /// <summary>No page, but the console itself.</summary>
    public static readonly Reader Console = new(null);

    public string? Session { get; private set; }

    /// <summary>Where the circuit's browser is; unknown where there is no circuit.</summary>
    public Client Client { get; set; } = Client.Unknown;

    public bool IsLive => live is null || live.IsLive(Session);

    /// <summary>Once, before anything of the page is drawn.</summary>
    public void Enter(string? session) => Session = session;
}
