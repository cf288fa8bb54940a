namespace Channels.Infrastructure.Gateways.MetaCloud;

/// <summary>An authorization that somebody just brought back from Facebook or typed.</summary>
/// <param name="EndsAt">When it ends; null where it has no end.</param>
/// <param name="CheckedAt">When Meta said what it covers; null where it is still to be asked.</param>
internal sealed record NewAuthorization(string Token, DateTimeOffset? EndsAt, DateTimeOffset? CheckedAt)
{
    /// <summary>See <see cref="MetaAccount.IsCoexistence"/>.</summary>
    public bool OnBusinessApp { get; init; }

    /// <summary>The account that it is for, where a person said so.</summary>
    public string? AccountId { get; init; }

    /// <summary>Keeps the token out of logs.</summary>
    public override string ToString() => "NewAuthorization";
}
