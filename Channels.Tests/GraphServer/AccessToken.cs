namespace Channels.Tests.GraphServer;

/// <summary>What a person gave to the app.</summary>
internal sealed class AccessToken(string value, Grant grant, DateTimeOffset issuedAt)
{
    public string Value => value;

    public DateTimeOffset IssuedAt => issuedAt;

    /// <summary>Null never expires.</summary>
    public DateTimeOffset? ExpiresAt { get; set; } = grant.Lifetime is { } lifetime ? issuedAt + lifetime : null;

    public string Type { get; set; } = grant.TokenType;

    public string UserId => grant.UserId;

    public string UserName => grant.UserName;

    /// <summary>The shared accounts, newest first.</summary>
    public IReadOnlyList<string> WabaIds { get; set; } = grant.WabaIds;

    public IReadOnlyList<string> Scopes { get; set; } = grant.Scopes;

    /// <summary>Its scopes name no accounts, as happens.</summary>
    public bool OmitsTargetIds { get; set; } = grant.OmitsTargetIds;

    /// <summary>What calls with it are refused with, once it was revoked.</summary>
    public GraphRefusal? Death { get; private set; }

    /// <summary>
    /// Revokes it: 458 the app was removed, 459 a checkpoint, 460 the password changed, 463 expired, 464 an unconfirmed
    /// user, 467 logged out; none without more words.
    /// </summary>
    public void Revoke(int? subcode = null, int code = 190) => Death = Refusal(code, subcode);

    public void Revive() => Death = null;

    public GraphRefusal? DeathAt(DateTimeOffset now) => Death ?? (ExpiresAt <= now ? Refusal(190, 463) : null);

    // Only the codes are documented; the words are those that Graph is commonly seen to answer with.
    private static GraphRefusal Refusal(int code, int? subcode) => new(
        code,
        "Error validating access token: " + subcode switch
        {
            458 => "The user has not authorized the application.",
            459 => "You cannot access the app till you log in to www.facebook.com and follow the instructions given.",
            460 => "The session has been invalidated because the user changed their password or Facebook has changed the session for security reasons.",
            463 => "Session has expired.",
            464 => "The user is not a confirmed user.",
            467 => "The session is invalid because the user logged out.",
            _ => "The session is invalid.",
        },
        subcode);
}

/// <summary>What a person agreed to in the dialog, and what kind of token comes of it.</summary>
/// <param name="WabaIds">Newest first.</param>
internal sealed record Grant(
    string UserId,
    string UserName,
    IReadOnlyList<string> WabaIds,
    IReadOnlyList<string> Scopes,
    TimeSpan? Lifetime,
    string TokenType,
    bool OmitsTargetIds);

internal sealed class AuthorizationCode(string redirectUri, Grant grant, DateTimeOffset issuedAt)
{
    private int _uses;

    public string RedirectUri => redirectUri;

    public Grant Grant => grant;

    /// <summary>It lives for 30 seconds (contract, 0.4).</summary>
    public DateTimeOffset ExpiresAt => issuedAt + TimeSpan.FromSeconds(30);

    public bool IsUsed => _uses > 0;

    public bool TryUse() => Interlocked.Increment(ref _uses) == 1;
}
