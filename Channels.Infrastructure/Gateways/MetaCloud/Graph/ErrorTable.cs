using Channels.Domain;

namespace Channels.Infrastructure.Gateways.MetaCloud.Graph;

/// <summary>What a refusal of Graph means to a channel.</summary>
internal enum GraphErrorKind
{
    /// <summary>Not known, or a mistake of ours: says nothing of the channel.</summary>
    Unknown,

    /// <summary>The channel is down; the row says why.</summary>
    Down,

    /// <summary>The number is not registered for the Cloud API.</summary>
    NotRegistered,

    /// <summary>Connected, with something to warn of; the row says of what.</summary>
    Warning,

    /// <summary>Too many calls of an app, an account or a user: says nothing of the channel.</summary>
    Throttled,

    /// <summary>Too many messages: says nothing of the channel, nor of anything but sending.</summary>
    MessageLimit,

    /// <summary>Trouble at Meta: says nothing of the channel.</summary>
    Transient,

    /// <summary>Registering the number is refused; the row says why, and for how long.</summary>
    Registration,

    /// <summary>One message is refused: says nothing of the channel.</summary>
    Message,
}

/// <param name="Wait">How long nothing may be tried again; null where nothing is said of it.</param>
internal sealed record ErrorRow(GraphErrorKind Kind, ReasonCode? Reason = null, TimeSpan? Wait = null)
{
    /// <summary>The same call may well be answered later.</summary>
    public bool IsPassing => Kind is GraphErrorKind.Throttled or GraphErrorKind.MessageLimit or GraphErrorKind.Transient;
}

/// <summary>
/// The one table of Graph's error codes (WhatsApp documentation, Error codes; Graph API, Handling errors). Only 190 is
/// told apart by subcode, and 100 where it says that the object is not there for us.
/// </summary>
internal static class ErrorTable
{
    private const int TooManyGuesses = 133008;

    public static readonly ErrorRow Unknown = new(GraphErrorKind.Unknown);

    private static readonly ErrorRow Invalid = new(GraphErrorKind.Down, ReasonCode.AuthorizationInvalid);
    private static readonly ErrorRow Permission = new(GraphErrorKind.Down, ReasonCode.PermissionLost);
    private static readonly ErrorRow Gone = new(GraphErrorKind.Down, ReasonCode.NumberGone);
    private static readonly ErrorRow Blocked = new(GraphErrorKind.Down, ReasonCode.BlockedByMeta);
    private static readonly ErrorRow Throttled = new(GraphErrorKind.Throttled);
    private static readonly ErrorRow MessageLimit = new(GraphErrorKind.MessageLimit);
    private static readonly ErrorRow Transient = new(GraphErrorKind.Transient);
    private static readonly ErrorRow Message = new(GraphErrorKind.Message);
    private static readonly ErrorRow NotRegistered = new(GraphErrorKind.NotRegistered);

    private static readonly Dictionary<int, ErrorRow> ByCode = new()
    {
        [0] = Invalid,
        [102] = Invalid,
        [104] = Invalid,
        [190] = Invalid,

        [3] = Permission,
        [10] = Permission,
        [131005] = Permission,

        [33] = Gone,
        [803] = Gone,

        [368] = Blocked,
        [131031] = Blocked,

        [131042] = new(GraphErrorKind.Warning, ReasonCode.ConnectedPaymentMissing),
        [130497] = new(GraphErrorKind.Warning, ReasonCode.ConnectedRestrictedByMeta),

        [4] = Throttled,
        [17] = Throttled,
        [80007] = Throttled,

        [130429] = MessageLimit,
        [131048] = MessageLimit,
        [131056] = MessageLimit,
        [131064] = MessageLimit,

        [1] = Transient,
        [2] = Transient,
        [131000] = Transient,
        [131016] = Transient,
        [131057] = Transient,
        [133004] = Transient,

        [131047] = Message,
        [131026] = Message,
        [131030] = Message,

        [131045] = NotRegistered,
        [133010] = NotRegistered,

        [133000] = new(GraphErrorKind.Registration, ReasonCode.RegistrationRefused),
        [133005] = new(GraphErrorKind.Registration, ReasonCode.PinWrong),
        [133006] = new(GraphErrorKind.Registration, ReasonCode.NumberNotVerified),
        [TooManyGuesses] = new(GraphErrorKind.Registration, ReasonCode.RegistrationPaused, TimeSpan.FromHours(1)),
        [133009] = new(GraphErrorKind.Registration, ReasonCode.RegistrationPaused, TimeSpan.FromMinutes(1)),
        [133015] = new(GraphErrorKind.Registration, ReasonCode.NumberJustDeleted, TimeSpan.FromMinutes(5)),
        [133016] = new(GraphErrorKind.Registration, ReasonCode.RegistrationPaused, TimeSpan.FromHours(72)),
    };

    private static readonly Dictionary<(int Code, int Subcode), ErrorRow> BySubcode = new()
    {
        [(190, 458)] = new(GraphErrorKind.Down, ReasonCode.AppRemoved),
        [(190, 460)] = new(GraphErrorKind.Down, ReasonCode.FacebookPasswordChanged),
        [(190, 463)] = new(GraphErrorKind.Down, ReasonCode.AuthorizationExpired),
        [(100, 33)] = Permission,
    };

    public static ErrorRow Of(GraphError error) =>
        error.Subcode is { } subcode && BySubcode.TryGetValue((error.Code, subcode), out var special) ? special
        : error.Code is >= 200 and <= 299 ? Permission
        : ByCode.GetValueOrDefault(error.Code, Unknown);

    /// <summary>
    /// The same where registering a number is refused: there 131031 may also be a wrong PIN, and of too many guesses Meta
    /// says itself how long to wait.
    /// </summary>
    public static ErrorRow OfRegistration(GraphError error) => Of(error) switch
    {
        var row when error.Code == TooManyGuesses => row with { Wait = SaidWait.In(error.Details ?? error.Text) ?? row.Wait },
        var row when row.Kind == GraphErrorKind.Registration || row.IsPassing => row,
        { Kind: GraphErrorKind.Down, Reason: not ReasonCode.BlockedByMeta } row => row,
        _ when error.Code == 368 => new(GraphErrorKind.Registration, ReasonCode.RegistrationBlocked),
        _ when error.Code == 131031 => new(GraphErrorKind.Registration, ReasonCode.PinWrong),
        _ => new(GraphErrorKind.Registration, ReasonCode.RegistrationRefused),
    };
}
