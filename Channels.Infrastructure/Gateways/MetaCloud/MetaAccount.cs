using Channels.Domain;

namespace Channels.Infrastructure.Gateways.MetaCloud;

/// <summary>
/// What a channel of the official API was authorized for. No foreign key on the channel: Meta may still have to be
/// told when that is gone.
/// </summary>
internal sealed class MetaAccount
{
    public required ChannelId Channel { get; init; }

    /// <summary>The authorization, encrypted for this channel alone.</summary>
    public required byte[] Token { get; set; }

    /// <summary>When it was given; null where that was not kept yet.</summary>
    public DateTimeOffset? AuthorizedAt { get; set; }

    /// <summary>When the authorization ends; null where it has no end.</summary>
    public DateTimeOffset? TokenEndsAt { get; set; }

    /// <summary>When Meta was last asked what the authorization covers.</summary>
    public DateTimeOffset? TokenCheckedAt { get; set; }

    /// <summary>The account that a person named, because Meta did not.</summary>
    public string? NamedAccountId { get; set; }

    /// <summary>Until when what Meta says of a number that was just authorized may be of before; null once it was connected.</summary>
    public DateTimeOffset? SettlesUntil { get; set; }

    /// <summary>The WhatsApp Business account, once a number was chosen.</summary>
    public string? AccountId { get; set; }

    /// <summary>Meta's id of the number, once it was chosen.</summary>
    public string? NumberId { get; set; }

    /// <summary>The PIN with which the number was or is to be registered, encrypted like the token.</summary>
    public byte[]? Pin { get; set; }

    /// <summary>How often registering was tried since it last worked or a person asked for it.</summary>
    public int RegisterTries { get; set; }

    public DateTimeOffset? RegisterTriedAt { get; set; }

    /// <summary>When registering last worked.</summary>
    public DateTimeOffset? RegisteredAt { get; set; }

    /// <summary>Why it was refused the last time; null where it was not.</summary>
    public ReasonCode? RegisterRefusal { get; set; }

    public string? RegisterText { get; set; }

    public DateTimeOffset? RegisterWaitsUntil { get; set; }

    /// <summary>
    /// Whoever authorized said that the number is also in the WhatsApp Business app. The number itself is remembered as
    /// such from its first reading on (<see cref="ToldKind.Coexistence"/>), whatever is said here later.
    /// </summary>
    public bool IsCoexistence { get; set; }

    /// <summary>
    /// Whoever had it left while Meta could not be told: the authorization is kept to end the subscription with, and for
    /// nothing else.
    /// </summary>
    public bool IsLeft => AccountId is not null && NumberId is null;

    /// <summary>Another number is going to be chosen: nothing that was of the one before counts.</summary>
    public void Leave()
    {
        (AccountId, NumberId, Pin) = (null, null, null);
        (RegisterTries, RegisterTriedAt, RegisteredAt) = (0, null, null);
        (RegisterRefusal, RegisterText, RegisterWaitsUntil) = (null, null, null);
    }
}
