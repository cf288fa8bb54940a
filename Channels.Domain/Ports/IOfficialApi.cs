namespace Channels.Domain.Ports;

/// <summary>
/// What only Meta's official API needs: an authorization at Facebook, the choice of a number, and its registration.
/// What comes of it is observed as with any gateway.
/// </summary>
public interface IOfficialApi
{
    /// <summary>Makes an authorization possible, once, for this person and this channel.</summary>
    /// <param name="onBusinessApp">The number stays in use in the WhatsApp Business app on its owner's phone (coexistence).</param>
    /// <returns>Where to send the browser.</returns>
    /// <exception cref="RuleViolation"><see cref="Rule.OnlyByToken"/></exception>
    Task<AuthorizationStart> BeginAsync(ChannelId id, string userId, bool onBusinessApp, CancellationToken cancellationToken);

    /// <summary>
    /// Somebody came back from Facebook. The code is exchanged at once, for Meta takes it for 30 s only; a second return
    /// changes nothing. What follows the choice of the number goes on by itself after this returns.
    /// </summary>
    Task<AuthorizationEnd> CompleteAsync(AuthorizationReturn back, string userId, CancellationToken cancellationToken);

    /// <summary>Asks Meta what a token that somebody typed is good for; keeps and changes nothing.</summary>
    /// <exception cref="RuleViolation">
    /// <see cref="Rule.TokenRefused"/>, <see cref="Rule.TokenOfAnotherApp"/>, <see cref="Rule.AccountNotReadable"/> or
    /// <see cref="Rule.NumberNotInAccount"/>
    /// </exception>
    /// <exception cref="GatewayUnavailable">Meta could not be asked.</exception>
    Task<TokenFacts> CheckTokenAsync(TokenEntry typed, CancellationToken cancellationToken);

    /// <summary>Takes what was just checked; connecting goes on by itself.</summary>
    Task UseTokenAsync(ChannelId id, TokenEntry typed, TokenFacts facts, CancellationToken cancellationToken);

    /// <summary>A person says which account was authorized, because Meta does not; connecting goes on by itself.</summary>
    /// <exception cref="RuleViolation"><see cref="Rule.AccountNotReadable"/></exception>
    /// <exception cref="GatewayUnavailable">Meta could not be asked.</exception>
    Task NameAccountAsync(ChannelId id, string accountId, CancellationToken cancellationToken);

    /// <summary>The numbers that the authorization covers, read from Meta now.</summary>
    /// <exception cref="GatewayUnavailable">Meta could not be asked.</exception>
    Task<IReadOnlyList<OfferedNumber>> ListNumbersAsync(ChannelId id, CancellationToken cancellationToken);

    /// <summary>Takes one of those numbers; connecting it goes on by itself.</summary>
    /// <exception cref="RuleViolation"><see cref="Rule.NumberNotOffered"/></exception>
    /// <exception cref="GatewayUnavailable">Meta could not be asked.</exception>
    Task ChooseAsync(ChannelId id, string numberId, CancellationToken cancellationToken);

    /// <summary>Goes on where connecting stopped, and has been observed when it returns.</summary>
    /// <param name="pin">The six digits of the number's two-step verification; null for those that are kept.</param>
    Task FinishAsync(ChannelId id, string? pin, CancellationToken cancellationToken);

    /// <summary>
    /// Registers a number that was also in the WhatsApp Business app, where its owner's phone loses it, and goes on from
    /// there. Nothing else registers such a number.
    /// </summary>
    Task TakeOverAsync(ChannelId id, CancellationToken cancellationToken);
}

/// <summary>The gateway of the official API.</summary>
public interface IOfficialGateway : IChannelGateway
{
    OfficialWays Ways { get; }
}

/// <summary>How a number can come in.</summary>
/// <param name="ByFacebook">By authorizing at Facebook; otherwise only by a token that somebody types.</param>
/// <param name="AppId">Meta's id of the app that this console is.</param>
public sealed record OfficialWays(bool ByFacebook, string AppId);

/// <summary>What somebody types to connect a number of a business of their own: all of it as Meta shows it.</summary>
/// <param name="Token">Of a system user, made for the app.</param>
/// <param name="AccountId">The id of the WhatsApp Business account.</param>
/// <param name="NumberId">Meta's id of the phone number.</param>
public sealed record TokenEntry(string Token, string AccountId, string NumberId)
{
    /// <summary>Keeps the token out of logs.</summary>
    public override string ToString() => $"TokenEntry {AccountId}/{NumberId}";
}

/// <param name="Number">The number that it is for; null where Meta writes none that can be read.</param>
/// <param name="EndsAt">When the token ends; null where it has no end.</param>
public sealed record TokenFacts(PhoneNumber? Number, DateTimeOffset? EndsAt);

/// <param name="Until">When the authorization is given up.</param>
public sealed record AuthorizationStart(Uri Address, DateTimeOffset Until)
{
    /// <summary>Keeps the state in the address out of logs.</summary>
    public override string ToString() => $"AuthorizationStart until {Until:O}";
}

/// <summary>What Facebook's redirect brought back.</summary>
/// <param name="Refusal">Meta's name for why there is no code.</param>
public sealed record AuthorizationReturn(string? State, string? Code, string? Refusal)
{
    /// <summary>Keeps state and code out of logs.</summary>
    public override string ToString() => "AuthorizationReturn";
}

/// <param name="Channel">The channel that it was for; null where the return belongs to nobody who asks.</param>
public sealed record AuthorizationEnd(ChannelId? Channel, AuthorizationVerdict Verdict);

/// <summary>How an authorization ended.</summary>
public enum AuthorizationVerdict
{
    /// <summary>It is over, one way or the other: the channel's reason says how.</summary>
    Observed,

    /// <summary>It was over before: nothing happened.</summary>
    Repeated,

    /// <summary>Nobody began it, it took too long, or somebody else began it.</summary>
    Unknown,

    /// <summary>It came to nothing, and another one that was begun later is under way.</summary>
    Overtaken,

    /// <summary>It does not cover the number that is connected, so that the earlier one was kept.</summary>
    OtherAccount,

    /// <summary>It was refused, fell short or could not be had while the channel is connected: the earlier one was kept.</summary>
    NotRenewed,
}

/// <summary>A number that can be connected.</summary>
/// <param name="NumberId">Meta's id of the number.</param>
/// <param name="Account">The name or id of its WhatsApp Business account.</param>
/// <param name="Display">The number as Meta writes it.</param>
/// <param name="VerifiedName">Its shown name: untrusted text.</param>
public sealed record OfferedNumber(string NumberId, string Account, string Display, PhoneNumber? Number, string? VerifiedName);
