namespace Channels.Domain.Alerts;

/// <summary>What one message tells.</summary>
/// <param name="Id">The delivery's; the same at every try.</param>
/// <param name="At">When this try is made.</param>
/// <param name="Incident">What happened to a channel.</param>
/// <param name="Store">What happened to the store. In a test, both are null.</param>
public sealed record AlertNotice(Guid Id, DateTimeOffset At, IncidentStory? Incident, StoreStory? Store = null)
{
    /// <summary>An address of another system gets nothing any more. By mail alone.</summary>
    public EndpointStory? Endpoint { get; init; }
}

/// <param name="IsGone">It said so itself; otherwise it failed for days.</param>
public sealed record EndpointStory(string Address, bool IsGone, DateTimeOffset Since);

/// <summary>An outage of the store as a message tells it.</summary>
/// <param name="Over">When it took writes again; null while it takes none.</param>
public sealed record StoreStory(StoreOutage Outage, DateTimeOffset? Over);

/// <summary>An incident as a message tells it.</summary>
/// <param name="FirstReason">Why it went down the first time.</param>
/// <param name="Reason">Why it is down, or last was.</param>
/// <param name="UpSince">Null while it is down.</param>
/// <param name="FirstNews">Whoever gets it was not told that the channel was down, so that it has to tell both.</param>
public sealed record IncidentStory(
    Guid Id,
    AlertKind Kind,
    ChannelId Channel,
    string ChannelName,
    PhoneNumber? Number,
    StatusReason FirstReason,
    StatusReason Reason,
    DateTimeOffset StartedAt,
    DateTimeOffset? UpSince,
    int Drops,
    bool FirstNews)
{
    public bool IsUnstable => Drops >= DropRun.UnstableFrom;

    /// <summary>Never negative, even where the clock was set back meanwhile.</summary>
    public TimeSpan DurationAt(DateTimeOffset now) => (UpSince ?? now) > StartedAt ? (UpSince ?? now) - StartedAt : TimeSpan.Zero;
}

/// <summary>What became of one try.</summary>
/// <param name="Detail">The other side's own words or number, shortened; untrusted text.</param>
public sealed record AlertOutcome(AlertVerdict Verdict, AlertTrouble? Trouble = null, string? Detail = null)
{
    public const int MaxDetail = 200;

    public static AlertOutcome Accepted(string? detail = null) => new(AlertVerdict.Accepted, Detail: Shorten(detail));

    public static AlertOutcome Failed(AlertTrouble trouble, string? detail = null) =>
        new(AlertVerdict.Failed, trouble, Shorten(detail));

    public static AlertOutcome Refused(AlertTrouble trouble, string? detail = null) =>
        new(AlertVerdict.Refused, trouble, Shorten(detail));

    public static AlertOutcome Unknown(AlertTrouble trouble, string? detail = null) =>
        new(AlertVerdict.Unknown, trouble, Shorten(detail));

    private static string? Shorten(string? text)
    {
        var line = string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        line = new string([.. line.Where(c => !char.IsControl(c))]);
        return line.Length switch
        {
            0 => null,
            <= MaxDetail => line,
            _ => line[..(MaxDetail - 1)].TrimEnd() + "…",
        };
    }
}

public enum AlertVerdict
{
    /// <summary>The other side took it.</summary>
    Accepted,

    /// <summary>It certainly was not taken; another try may succeed.</summary>
    Failed,

    /// <summary>It certainly was not taken, and would not be the next time.</summary>
    Refused,

    /// <summary>It may have been taken.</summary>
    Unknown,
}

/// <summary>Why an alert could not be sent. Stored by name; words under <c>AlertTrouble_</c> and the name.</summary>
public enum AlertTrouble
{
    /// <summary>A fault of our own; the log has it.</summary>
    Fault,

    /// <summary>The host name leads nowhere.</summary>
    NoAddress,

    /// <summary>Nobody listens there, or there is no way there.</summary>
    Unreachable,

    /// <summary>No answer in time.</summary>
    NoAnswer,

    /// <summary>The line broke.</summary>
    Lost,

    /// <summary>The TLS handshake failed or the certificate is not trusted.</summary>
    Tls,

    /// <summary>The mail server offers no STARTTLS.</summary>
    NoEncryption,

    /// <summary>The mail server does not take user and password.</summary>
    SignIn,

    /// <summary>The mail server refuses the message. Detail: its words.</summary>
    MailRefused,

    /// <summary>The webhook answered with this HTTP status. Detail: the number.</summary>
    HttpStatus,

    /// <summary>The kept password or secret cannot be decrypted any more.</summary>
    SecretUnreadable,

    /// <summary>Something that sending needs is not filled in.</summary>
    NotSetUp,

    /// <summary>Switched off before it could be sent.</summary>
    SwitchedOff,

    /// <summary>The console stopped while it was being sent.</summary>
    Interrupted,
}
