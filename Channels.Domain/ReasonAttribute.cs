namespace Channels.Domain;

/// <summary>What a <see cref="ReasonCode"/> means wherever it is met.</summary>
[AttributeUsage(AttributeTargets.Field)]
internal sealed class ReasonAttribute(ChannelStatus status, ReasonTraits traits = ReasonTraits.None) : Attribute
{
    public ChannelStatus Status { get; } = status;

    public ReasonTraits Traits { get; } = traits;
}

[Flags]
internal enum ReasonTraits
{
    None = 0,

    /// <summary>A code is being made, shown or confirmed: what happens belongs to an open connect dialog.</summary>
    Pairing = 1,

    /// <summary>A code for a number was made, to be typed on its phone.</summary>
    Typing = Pairing | 2,

    /// <summary>An administrator authorizes at Facebook, or has to choose what to connect of what was authorized.</summary>
    Authorizing = Pairing | 4,

    /// <summary>Authorized, and on its way to be connected without a person.</summary>
    Finishing = 8,

    /// <summary>
    /// An attempt to connect came to nothing: a channel that was down before is down as it was, for the reason that it had.
    /// </summary>
    AttemptEnded = 16,

    /// <summary>It was an authorization that a person asked for.</summary>
    AuthorizationEnded = AttemptEnded | 512,

    /// <summary>A person disconnected it.</summary>
    ByPerson = 32,

    /// <summary>It was connected, or on its way back, so that a restarted engine has to bring it back.</summary>
    ComesBack = 64,

    /// <summary>Down through no person's doing: neither disconnected by one, nor in or after a pairing that one asked for.</summary>
    Trouble = 128,

    /// <summary>Disconnected, but something may be kept with which it could come back: credentials or an authorization.</summary>
    MayBeKept = 256,

    /// <summary>The account is banned, or may not send all that it wants to.</summary>
    Ban = 1024,
}
