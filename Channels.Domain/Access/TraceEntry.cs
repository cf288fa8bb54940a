namespace Channels.Domain.Access;

/// <summary>
/// One thing that somebody did to an account or to the console's settings, or tried to. It names people by their ids only, so
/// that a name is gone with its person. Instants in UTC.
/// </summary>
public sealed class TraceEntry
{
    /// <summary>Its place in the order of all entries, given by the store.</summary>
    public long Id { get; private init; }

    public required TraceKind Kind { get; init; }

    /// <summary>For what is counted, when it began.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who did it, a person or a key; null for whoever was not signed in.</summary>
    public string? Actor { get; init; }

    /// <summary>Whose account it is about, if any.</summary>
    public string? Subject { get; init; }

    /// <summary>Where it was done.</summary>
    public required Client Client { get; init; }

    public Role? Role { get; init; }

    /// <summary>How often it happened, or to how many.</summary>
    public int Count { get; private set; } = 1;

    public static TraceEntry Of(
        TraceKind kind, Actor by, DateTimeOffset at, string? subject = null, Role? role = null, int count = 1) => new()
        {
            Kind = kind,
            At = at,
            Actor = TraceTable.IsOwn(kind) ? subject : by.UserId ?? by.Key?.Id.ToString(),
            Subject = subject,
            Client = by.Client,
            Role = role,
            Count = count,
        };

    public void CountOneMore() => Count++;
}
