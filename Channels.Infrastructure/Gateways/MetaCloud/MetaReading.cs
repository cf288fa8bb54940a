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

    /// <summary>Until when what Meta says may be of before; see <see cref="MetaAccount.SettlesUntil"/>.</summary>
    public DateTimeOffset? SettlesUntil { get; init; }

    /// <summary>Our app's id.</summary>
    public string AppId { get; init; } = "";

    /// <summary>Graph's refusal of anything that was asked of the number or its account.</summary>
    public GraphError? Refusal { get; init; }

    public NumberNode? Number { get; init; }

    /// <summary>Graph knew nothing of the number, twice in a row.</summary>
    public bool IsMissing { get; init; }

    /// <summary>The number could never be read so far.</summary>
    public bool IsFirst { get; init; }

    /// <summary>The app's webhook leaves out what customers write.</summary>
    public bool LacksMessages { get; init; }

    /// <summary>Whether the account tells us what happens; null where that was not asked.</summary>
    public bool? IsSubscribed { get; init; }

    /// <summary>How registering the number went.</summary>
    public Registration Registration { get; init; } = Registration.None;

    /// <summary>What Meta told of the number and its account, whether it still holds or not.</summary>
    public IReadOnlyList<MetaTold> Told { get; init; } = [];

    /// <summary>How soon before its end an authorization is worth a warning.</summary>
    public TimeSpan WarnsBeforeEnd { get; init; } = TimeSpan.FromDays(7);

    /// <returns>What was told of this kind and still holds.</returns>
    public MetaTold? Find(ToldKind kind) => ToldTable.Find(Told, kind, Now);
}

/// <param name="IsUnderWay">It was accepted, and Meta has not finished yet.</param>
internal sealed record Registration(bool IsUnderWay, ReasonCode? Refusal = null, string? Text = null, DateTimeOffset? Until = null)
{
    public static readonly Registration None = new(IsUnderWay: false);

    /// <summary>Only time has to pass.</summary>
    public bool IsPause => Refusal is ReasonCode.RegistrationPaused or ReasonCode.NumberJustDeleted;
}
