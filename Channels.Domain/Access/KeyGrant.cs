namespace Channels.Domain.Access;

/// <summary>What a key lets its holder do, as the store says at this moment.</summary>
/// <param name="Channels">Null for all.</param>
/// <param name="Speaks">See <see cref="ApiKey.Speaks"/>.</param>
public sealed record KeyGrant(Guid Id, IReadOnlyList<ApiScope> Scopes, IReadOnlySet<ChannelId>? Channels, string Speaks);
