using Channels.Domain;

namespace Channels.Infrastructure.Gateways.MetaCloud;

/// <summary>Somebody was sent to Facebook. In the database, since the way there ends the circuit.</summary>
internal sealed class MetaAttempt
{
    /// <summary>SHA-256 of the state that the browser carries, in hexadecimal.</summary>
    public required string StateHash { get; init; }

    public required ChannelId Channel { get; init; }

    /// <summary>The only person who may come back with it.</summary>
    public required string UserId { get; init; }

    /// <summary>What the exchange has to repeat to the byte.</summary>
    public required string RedirectUri { get; init; }

    /// <summary>When nobody is waited for any more; who comes back later with a code that Meta still takes is let in.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The number stays in use in the WhatsApp Business app on its owner's phone.</summary>
    public bool OnBusinessApp { get; init; }

    /// <summary>Somebody came back with it, which counts once.</summary>
    public DateTimeOffset? UsedAt { get; set; }
}
