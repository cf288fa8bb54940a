using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Observe;
using Channels.Infrastructure.Gateways.MetaCloud.Graph;
using Microsoft.Extensions.Logging;

namespace Channels.Infrastructure.Gateways.MetaCloud;

/// <summary>The authorization, from the click to the token; its line goes on from there.</summary>
internal sealed partial class OfficialApi(
    MetaLineParts parts, MetaLines lines, MetaAttempts attempts, AuthorizationEntry entry, ILogger<OfficialApi> logger) : IOfficialApi
{
    public async Task<AuthorizationStart> BeginAsync(ChannelId id, string userId, CancellationToken cancellationToken)
    {
        var until = parts.Time.GetUtcNow() + parts.Options.AuthorizesWithin;
        var state = await attempts.BeginAsync(id, userId, entry.RedirectUri, until, cancellationToken);
        lines[id].Expect(until);
        return new AuthorizationStart(entry.AddressOf(state), until);
    }

    public async Task<AuthorizationEnd> CompleteAsync(AuthorizationReturn back, string userId, CancellationToken cancellationToken)
    {
        if (back.State is not { Length: > 0 and <= 200 } state
            || await attempts.TakeAsync(state, userId, cancellationToken) is not var (attempt, again))
        {
            return new AuthorizationEnd(null, AuthorizationVerdict.Unknown);
        }

        var id = attempt.Channel;
        if (again || await parts.FindAsync(id, cancellationToken) is not { Removal: null } channel)
        {
            return new AuthorizationEnd(id, AuthorizationVerdict.Repeated);
        }

        if (back.Code is not { Length: > 0 } code)
        {
            Log.Refused(logger, id, back.Refusal is { Length: <= 60 } refusal && refusal.All(x => char.IsAsciiLetterOrDigit(x) || x == '_') ? refusal : "?");
            return await EndAsync(channel, attempt, new StatusReason(ReasonCode.AuthorizationRefused), cancellationToken);
        }

        try
        {
            return await ExchangeAsync(channel, attempt, code, cancellationToken);
        }
        catch (GraphException problem)
        {
            Log.Failed(logger, id, problem.Error.Code, problem.Error.Trace);
            return await EndAsync(channel, attempt, new StatusReason(ReasonCode.AuthorizationFailed) { Detail = problem.Error.Text }, cancellationToken);
        }
        catch (GatewayUnavailable trouble)
        {
            Log.Unavailable(logger, id, trouble.Cause);
            return await EndAsync(channel, attempt, new StatusReason(ReasonCode.AuthorizationFailed), cancellationToken);
        }
    }

    public Task<IReadOnlyList<OfferedNumber>> ListNumbersAsync(ChannelId id, CancellationToken cancellationToken) =>
        lines[id].ListNumbersAsync(cancellationToken);

    public async Task ChooseAsync(ChannelId id, string numberId, CancellationToken cancellationToken)
    {
        await lines[id].ChooseAsync(numberId, cancellationToken);
        lines.FinishSoon(id);
    }

    public Task FinishAsync(ChannelId id, string? pin, CancellationToken cancellationToken) => lines[id].FinishAsync(pin, cancellationToken);

    private async Task<AuthorizationEnd> ExchangeAsync(
        ChannelSnapshot channel, MetaAttempt attempt, string code, CancellationToken cancellationToken)
    {
        var now = parts.Time.GetUtcNow();
        var token = await parts.Graph.ExchangeAsync(code, attempt.RedirectUri, cancellationToken);
        var kept = await parts.Accounts.FindAsync(channel.Id, cancellationToken);
        var info = await DebugAsync(channel.Id, token, cancellationToken);
        var hasAccount = kept?.AccountId is null || info?.Accounts is null || info.Accounts.Contains(kept.AccountId);
        var isSound = hasAccount && info is { IsValid: true } && info.AppId == parts.Options.AppId
            && info.Covers(TokenInfo.Management) && info.Covers(TokenInfo.Messaging);
        if (channel.Status == ChannelStatus.Connected && !isSound)
        {
            // What works is given up for nothing that may not.
            return new AuthorizationEnd(channel.Id, hasAccount ? AuthorizationVerdict.NotRenewed : AuthorizationVerdict.OtherAccount);
        }

        var isKept = await lines[channel.Id].AuthorizeAsync(
            token.Token,
            info?.EndsAt ?? now + token.ExpiresIn,
            info is null ? null : now,
            leaves: kept is not null && (!hasAccount || channel.OtherNumberAllowed),
            () => IsWantedAsync(attempt, cancellationToken),
            cancellationToken);
        if (!isKept)
        {
            return new AuthorizationEnd(channel.Id, AuthorizationVerdict.Repeated);
        }

        lines.FinishSoon(channel.Id);
        return new AuthorizationEnd(channel.Id, AuthorizationVerdict.Observed);
    }

    /// <summary>Nobody disconnected or removed the channel since somebody went to Facebook.</summary>
    private async Task<bool> IsWantedAsync(MetaAttempt attempt, CancellationToken cancellationToken) =>
        await attempts.IsKeptAsync(attempt, cancellationToken)
        && await parts.FindAsync(attempt.Channel, cancellationToken) is { Removal: null };

    /// <returns>Null where it could not be asked: the token is won all the same, and its line asks again.</returns>
    private async Task<TokenInfo?> DebugAsync(ChannelId id, GraphToken token, CancellationToken cancellationToken)
    {
        try
        {
            return await parts.Graph.DebugAsync(token.Token, cancellationToken);
        }
        catch (Exception problem) when (problem is GraphException or GatewayUnavailable)
        {
            Log.NotAsked(logger, id, problem.Message);
            return null;
        }
    }

    /// <summary>It came to nothing; a connection that works, and what somebody else began later, is left as it was.</summary>
    private async Task<AuthorizationEnd> EndAsync(
        ChannelSnapshot channel, MetaAttempt attempt, StatusReason reason, CancellationToken cancellationToken)
    {
        if (channel.Reason.Code == ReasonCode.AwaitingFacebook && channel.Reason.Until == attempt.ExpiresAt)
        {
            await parts.Voice.SayAsync(new ObserveLine(channel.Id, reason), cancellationToken);
        }

        return new AuthorizationEnd(
            channel.Id, channel.Status == ChannelStatus.Connected ? AuthorizationVerdict.NotRenewed : AuthorizationVerdict.Observed);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Channel}: Facebook came back without an authorization ({Why})")]
        public static partial void Refused(ILogger logger, ChannelId channel, string why);

        [LoggerMessage(LogLevel.Warning, "{Channel}: Meta refused the code with code {Code}, trace {Trace}")]
        public static partial void Failed(ILogger logger, ChannelId channel, int code, string? trace);

        [LoggerMessage(LogLevel.Warning, "{Channel}: Meta could not be asked for a token ({Cause})")]
        public static partial void Unavailable(ILogger logger, ChannelId channel, ConnectionCause cause);

        [LoggerMessage(LogLevel.Warning, "{Channel}: Meta could not be asked what the token covers: {Why}")]
        public static partial void NotAsked(ILogger logger, ChannelId channel, string why);
    }
}
