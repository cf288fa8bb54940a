namespace Channels.Domain.Access;

/// <summary>The sender of a request as the store knows them at this moment.</summary>
/// <param name="UserId">Null for whoever is no person.</param>
/// <param name="Name">What the timeline writes.</param>
public sealed record Actor(string? UserId, string Name, Role Role)
{
    public static readonly Actor Nobody = new(null, "", Role.Nobody);

    public static readonly Actor Gateway = new(null, "", Role.Gateway);

    public static readonly Actor Module = new(null, "", Role.Module);

    /// <summary>What whoever sends by a key may do.</summary>
    public KeyGrant? Key { get; init; }

    /// <summary>The session in which a person sends.</summary>
    public string? Session { get; init; }

    /// <summary>Where they send from; where that is not known, where their session began.</summary>
    public Client Client { get; init; } = Client.Unknown;

    /// <summary>Whether a channel is there at all for whoever sends: a limited key sees no others than its own.</summary>
    public bool Reaches(ChannelId channel) => Key?.Channels is not { } reached || reached.Contains(channel);
}
