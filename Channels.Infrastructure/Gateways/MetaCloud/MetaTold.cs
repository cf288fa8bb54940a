using System.Text.Json.Serialization;

namespace Channels.Infrastructure.Gateways.MetaCloud;

/// <summary>
/// The latest that Meta told of its kind about an account or a number, in whatever order it came. Kept by Meta's ids and
/// for good, so that neither disconnecting nor another instance with the same number forgets it.
/// </summary>
internal sealed class MetaTold
{
    /// <summary>Meta's id of the account or of the number.</summary>
    public required string About { get; init; }

    public required ToldKind Kind { get; init; }

    /// <summary>When Meta said so, or when it was read.</summary>
    public required DateTimeOffset ToldAt { get; init; }

    /// <summary>When it is over, as Meta said.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Meta's own word or sentence: untrusted text, cut to the length of a reason's detail.</summary>
    public string? Detail { get; init; }
}

/// <summary>What is told, and what contradicts it: see <see cref="ToldTable"/>. Stored by name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ToldKind>))]
internal enum ToldKind
{
    /// <summary>The account may not send everything (ACCOUNT_RESTRICTION).</summary>
    Restriction,

    /// <summary>The account broke a policy (ACCOUNT_VIOLATION).</summary>
    Violation,

    /// <summary>The account is going to be disabled (DISABLED_UPDATE, SCHEDULE_FOR_DISABLE).</summary>
    DisableScheduled,

    /// <summary>The account is disabled (DISABLED_UPDATE, DISABLE).</summary>
    Disabled,

    /// <summary>A message was not sent because the account cannot pay (a failed status with 131042).</summary>
    PaymentMissing,

    /// <summary>A message of the number was refused for want of a permission.</summary>
    SendingRefused,

    /// <summary>Messaging is suspended (ACCOUNT_OFFBOARDED).</summary>
    Offboarded,

    /// <summary>The account no longer shares itself with the app, and why (PARTNER_REMOVED with disconnection_info).</summary>
    Left,

    /// <summary>The number is also in the WhatsApp Business app: read from it, or said by whoever authorized.</summary>
    Coexistence,

    /// <summary>DISABLED_UPDATE, REINSTATE.</summary>
    Reinstated,

    /// <summary>The account passed a review (account_review_update).</summary>
    Approved,

    /// <summary>ACCOUNT_RECONNECTED.</summary>
    Reconnected,

    /// <summary>The account shares itself with the app anew (PARTNER_ADDED, PARTNER_APP_INSTALLED).</summary>
    Shared,

    /// <summary>Somebody authorized; never kept here, for the account knows it.</summary>
    Authorized,

    /// <summary>A message of the number was sent.</summary>
    Sent,

    /// <summary>A message of the number was delivered or read; it may be from long before.</summary>
    Delivered,

    /// <summary>A person agreed that the number leaves the WhatsApp Business app.</summary>
    TakenOver,
}
