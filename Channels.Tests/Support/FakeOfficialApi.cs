using Channels.Domain;
using Channels.Domain.Ports;

namespace Channels.Tests.Support;

/// <summary>Meta as a page and its endpoints meet it; the test says what it answers.</summary>
internal sealed class FakeOfficialApi : IOfficialApi, IOfficialWebhook
{
    /// <summary>A signature that counts.</summary>
    public const string Right = "sha256=ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff";

    /// <summary>How the next return from Facebook ends.</summary>
    public Func<AuthorizationReturn, AuthorizationEnd> End { get; set; } = _ => new(null, AuthorizationVerdict.Unknown);

    public List<AuthorizationReturn> Returns { get; } = [];

    public List<(byte[] Body, string? Signature)> Deliveries { get; } = [];

    public IReadOnlyList<OfferedNumber> Numbers { get; set; } = [];

    public bool IsOpen { get; set; } = true;

    /// <summary>While it is set, what Meta says cannot be kept.</summary>
    public StoreTrouble? Trouble { get; set; }

    public bool Knows(string? mode, string? verifyToken) => (mode, verifyToken) == ("subscribe", "a token");

    public Task<bool> TakeAsync(ReadOnlyMemory<byte> body, string? signature, CancellationToken cancellationToken)
    {
        if (Trouble is { } trouble)
        {
            throw new StoreUnavailable(trouble);
        }

        Deliveries.Add((body.ToArray(), signature));
        return Task.FromResult(signature == Right);
    }

    /// <summary>What was typed and taken.</summary>
    public List<TokenEntry> Tokens { get; } = [];

    /// <summary>How what is typed is refused.</summary>
    public RuleViolation? Refusal { get; set; }

    public Task<TokenFacts> CheckTokenAsync(TokenEntry typed, CancellationToken cancellationToken) =>
        Refusal is { } refusal ? throw refusal : Task.FromResult(new TokenFacts(null, null));

    public Task UseTokenAsync(ChannelId id, TokenEntry typed, TokenFacts facts, CancellationToken cancellationToken)
    {
        Tokens.Add(typed);
        return Task.CompletedTask;
    }

    public Task NameAccountAsync(ChannelId id, string accountId, CancellationToken cancellationToken) =>
        Refusal is { } refusal ? throw refusal : Task.CompletedTask;

    public Task<AuthorizationStart> BeginAsync(ChannelId id, string userId, bool onBusinessApp, CancellationToken cancellationToken) =>
        throw new GatewayUnavailable(ConnectionCause.NoAnswer);

    public Task<AuthorizationEnd> CompleteAsync(AuthorizationReturn back, string userId, CancellationToken cancellationToken)
    {
        Returns.Add(back);
        return Task.FromResult(End(back));
    }

    public Task<IReadOnlyList<OfferedNumber>> ListNumbersAsync(ChannelId id, CancellationToken cancellationToken) => Task.FromResult(Numbers);

    public Task ChooseAsync(ChannelId id, string numberId, CancellationToken cancellationToken) =>
        throw new RuleViolation(Rule.NumberNotOffered);

    public Task TakeOverAsync(ChannelId id, CancellationToken cancellationToken) =>
        throw new GatewayUnavailable(ConnectionCause.NoAnswer);

    public Task FinishAsync(ChannelId id, string? pin, CancellationToken cancellationToken) =>
        throw new GatewayUnavailable(ConnectionCause.NoAnswer);
}
