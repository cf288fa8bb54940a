using static Channels.Domain.Access.TraceTraits;

namespace Channels.Domain.Access;

/// <summary>
/// What people leave a trace of, each kind with its traits. Stored by name; the words stand under <c>Trace_</c> and the name.
/// </summary>
public enum TraceKind
{
    /// <summary>A session began.</summary>
    [Trace(Own)]
    SignedIn,

    /// <summary>A wrong password, or any for somebody who has none yet.</summary>
    [Trace(Refused)]
    SignInFailed,

    /// <summary>A try while wrong passwords keep the account locked.</summary>
    [Trace(Refused)]
    SignInLocked,

    /// <summary>A try at the account of somebody who is disabled.</summary>
    [Trace(Refused)]
    SignInDisabled,

    /// <summary>Tries at addresses that nobody has. No Subject, and no Client: they are many, or one and the same in disguise.</summary>
    [Trace(Refused)]
    SignInUnknown,

    /// <summary>The session in which it was asked for ended.</summary>
    [Trace(Own)]
    SignedOut,

    /// <summary>Sessions in other browsers were ended; Count says how many.</summary>
    [Trace(Own)]
    SessionsEnded,

    /// <summary>The first administrator, by the setup code.</summary>
    [Trace(Own)]
    SetUp,

    /// <summary>One more administrator, by a recovery code.</summary>
    [Trace(Own)]
    Recovered,

    /// <summary>Added, with a link to choose a password; Role.</summary>
    [Trace]
    Invited,

    /// <summary>Another role; Role is the new one.</summary>
    [Trace]
    RoleChanged,

    [Trace]
    Enabled,

    [Trace]
    Disabled,

    /// <summary>A link was made with which another password can be chosen.</summary>
    [Trace]
    ResetLinkMade,

    /// <summary>A password was chosen by a one-time link.</summary>
    [Trace(Own)]
    PasswordChosen,

    [Trace(Own)]
    PasswordChanged,

    /// <summary>The present password was wrong when another one was to take its place.</summary>
    [Trace(Own | Refused)]
    PasswordRefused,

    /// <summary>How alerts are sent, when and to whom. No Subject.</summary>
    [Trace]
    AlertsChanged,

    /// <summary>A new secret of a webhook. No Subject.</summary>
    [Trace]
    SecretRenewed,

    /// <summary>A key for another system. No Subject.</summary>
    [Trace]
    KeyMade,

    /// <summary>A key that works no more. No Subject.</summary>
    [Trace]
    KeyRevoked,

    /// <summary>An endpoint to which events are posted. No Subject.</summary>
    [Trace]
    EndpointMade,

    /// <summary>Where it is, what it hears, or whether; or that it hears it again. No Subject.</summary>
    [Trace]
    EndpointChanged,

    [Trace]
    EndpointRemoved,
}

/// <summary>What is asked about kinds. The table itself is <see cref="TraceKind"/>: a row per kind.</summary>
public static class TraceTable
{
    private static readonly TraceTraits[] Rows =
    [
        .. Enum.GetValues<TraceKind>().Order()
            .Select(kind => ((TraceAttribute?)Attribute.GetCustomAttribute(typeof(TraceKind).GetField($"{kind}")!, typeof(TraceAttribute)))?.Traits
                ?? throw new InvalidOperationException($"{kind} says no traits.")),
    ];

    /// <summary>Whoever does it has proved to be the person whom it is about.</summary>
    public static bool IsOwn(TraceKind kind) => Rows[(int)kind].HasFlag(Own);

    /// <summary>Somebody tried in vain. Strangers can do that as often as they like, so repeats are counted in one entry.</summary>
    public static bool IsRefused(TraceKind kind) => Rows[(int)kind].HasFlag(Refused);
}

[AttributeUsage(AttributeTargets.Field)]
internal sealed class TraceAttribute(TraceTraits traits = None) : Attribute
{
    public TraceTraits Traits { get; } = traits;
}

[Flags]
internal enum TraceTraits
{
    None = 0,

    /// <summary>See <see cref="TraceTable.IsOwn"/>.</summary>
    Own = 1,

    /// <summary>See <see cref="TraceTable.IsRefused"/>.</summary>
    Refused = 2,
}
