using Channels.Domain;
using Channels.Domain.Ports;

namespace Channels.Infrastructure.Gateways.MetaCloud;

/// <summary>In the place of the official API where no app at Meta is configured.</summary>
internal sealed class NoOfficialApi : IOfficialApi, IOfficialWebhook
{
    public bool IsOpen => false;

    public Task<AuthorizationStart> BeginAsync(ChannelId id, string userId, bool onBusinessApp, CancellationToken cancellationToken) => throw NotHere();

    public Task<AuthorizationEnd> CompleteAsync(AuthorizationReturn back, string userId, CancellationToken cancellationToken) =>
        Task.FromResult(new AuthorizationEnd(null, AuthorizationVerdict.Unknown));

    public Task<TokenFacts> CheckTokenAsync(TokenEntry typed, CancellationToken cancellationToken) => throw NotHere();

    public Task UseTokenAsync(ChannelId id, TokenEntry typed, TokenFacts facts, CancellationToken cancellationToken) => throw NotHere();

    public Task NameAccountAsync(ChannelId id, string accountId, CancellationToken cancellationToken) => throw NotHere();

    public Task<IReadOnlyList<OfferedNumber>> ListNumbersAsync(ChannelId id, CancellationToken cancellationToken) => throw NotHere();

    public Task ChooseAsync(ChannelId id, string numberId, CancellationToken cancellationToken) => throw NotHere();

    public Task FinishAsync(ChannelId id, string? pin, CancellationToken cancellationToken) => throw NotHere();

    public Task TakeOverAsync(ChannelId id, CancellationToken cancellationToken) => throw NotHere();

    public bool Knows(string? mode, string? verifyToken) => false;

    public Task<bool> TakeAsync(ReadOnlyMemory<byte> body, string? signature, CancellationToken cancellationToken) => Task.FromResult(false);

    private static RuleViolation NotHere() => new(Rule.MethodNotAvailable, GatewayObstacle.MetaNotConfigured);
}
