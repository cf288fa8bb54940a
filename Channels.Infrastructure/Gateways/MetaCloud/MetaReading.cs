using Channels.Domain;
using Channels.Infrastructure.Gateways.MetaCloud.Graph;

namespace Channels.Infrastructure.Gateways.MetaCloud;

/// <summary>All that is known of a number at one moment, from which follows how its channel stands.</summary>
internal sealed record MetaReading(DateTimeOffset Now)
{
    /// <summary>What the authorization covers; null where it was not asked this time.</summary>
    public TokenInfo? Token { get; init; }

    /// <summary>When the authorization ends, as far as is known.</summary>
    public DateTimeOffset? TokenEndsAt { get; init; }

    /// <summary>Our app's id.</summary>
    public string AppId { get; init; } = "";

    /// <summary>The account of the number.</summary>
    public string? AccountId { get; init; }

    /// <summary>Graph's refusal of anything that was asked of the number or its account.</summary>
    public GraphError? Refusal { get; init; }

    public NumberNode? Number { get; init; }

    /// <summary>Whether the account tells us what happens; null where that was not asked.</summary>
    public bool? IsSubscribed { get; init; }

    /// <summary>How registering the number went.</summary>
    public Registration Registration { get; init; } = Registration.None;

    /// <summary>Until when Meta said that it restricts the account.</summary>
    public DateTimeOffset? RestrictedUntil { get; init; }

    /// <summary>How soon before its end an authorization is worth a warning.</summary>
    public TimeSpan WarnsBeforeEnd { get; init; } = TimeSpan.FromDays(7);
}

/// <param name="IsUnderWay">It was accepted, and Meta has not finished yet.</param>
internal sealed record Registration(bool IsUnderWay, ReasonCode? Refusal = null, string? Text = null, DateTimeOffset? Until = null)
{
    public static readonly Registration None = new(IsUnderWay: false);
}
