using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Observe;
using Channels.Infrastructure.Gateways.MetaCloud.Graph;
using Microsoft.Extensions.Logging;

namespace Channels.Infrastructure.Gateways.MetaCloud;

/// <summary>The authorization, from the click to the token; its line goes on from there.</summary>
internal sealed partial class OfficialApi(
    MetaLineParts parts, MetaLines lines, AuthorizationEntry entry, ILogger<OfficialApi> logger) : IOfficialApi
{
    public async Task<AuthorizationStart> BeginAsync(ChannelId id, string userId, bool onBusinessApp, CancellationToken cancellationToken)
    {
        if (!entry.IsOpen)
        {
            throw new RuleViolation(Rule.OnlyByToken);
        }

        var until = parts.Time.GetUtcNow() + parts.Options.AuthorizesWithin;
        var state = await parts.Attempts.BeginAsync(id, userId, entry.RedirectUri, onBusinessApp, until, cancellationToken);
        lines[id].Expect(until);
        return new AuthorizationStart(entry.AddressOf(state, onBusinessApp), until);
    }

    public async Task<AuthorizationEnd> CompleteAsync(AuthorizationReturn back, string userId, CancellationToken cancellationToken)
    {
        if (back.State is not { Length: > 0 and <= 200 } state
            || await parts.Attempts.TakeAsync(state, userId, cancellationToken) is not var (attempt, again))
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
        catch (GraphException problem) when (IsTroubleOfMetas(problem.Error))
        {
            Log.Failed(logger, id, problem.Error.Code, problem.Error.Trace);
            return await EndAsync(channel, attempt, Interrupted(ConnectionCause.ServiceUnavailable), cancellationToken);
        }
        catch (GraphException problem)
        {
            Log.Failed(logger, id, problem.Error.Code, problem.Error.Trace);
            return await EndAsync(channel, attempt, new StatusReason(ReasonCode.AuthorizationFailed) { Detail = problem.Error.Text }, cancellationToken);
        }
        catch (GatewayUnavailable trouble)
        {
            Log.Unavailable(logger, id, trouble.Cause);
            return await EndAsync(channel, attempt, Interrupted(trouble.Cause), cancellationToken);
        }
    }

    public Task<IReadOnlyList<OfferedNumber>> ListNumbersAsync(ChannelId id, CancellationToken cancellationToken) =>
        lines[id].ListNumbersAsync(cancellationToken);

    public Task<TokenFacts> CheckTokenAsync(TokenEntry typed, CancellationToken cancellationToken) =>
        parts.Tokens.CheckAsync(typed, cancellationToken);

    public async Task UseTokenAsync(ChannelId id, TokenEntry typed, TokenFacts facts, CancellationToken cancellationToken)
    {
        var kept = await parts.Accounts.FindAsync(id, cancellationToken);
        var settles = await parts.FindAsync(id, cancellationToken) is { Status: not ChannelStatus.Connected };

        // Whoever is still at Facebook for it has been overtaken.
        await parts.Attempts.ForgetAsync(id, cancellationToken);
        await lines[id].AuthorizeAsync(
            new NewAuthorization(typed.Token, facts.EndsAt, parts.Time.GetUtcNow()) { AccountId = typed.AccountId },
            leaves: kept?.NumberId is { } before && before != typed.NumberId,
            settles,
            kept?.NumberId == typed.NumberId ? null : new ChosenNumber(typed.AccountId, typed.NumberId, facts.Number),
            async () => await parts.FindAsync(id, cancellationToken) is { Removal: null },
            cancellationToken);
    }

    public Task NameAccountAsync(ChannelId id, string accountId, CancellationToken cancellationToken) =>
        lines[id].NameAccountAsync(accountId, cancellationToken);

    public Task ChooseAsync(ChannelId id, string numberId, CancellationToken cancellationToken) =>
        lines[id].ChooseAsync(numberId, cancellationToken);

    public Task FinishAsync(ChannelId id, string? pin, CancellationToken cancellationToken) => lines[id].FinishAsync(pin, cancellationToken);

    public Task TakeOverAsync(ChannelId id, CancellationToken cancellationToken) => lines[id].TakeOverAsync(cancellationToken);

    private async Task<AuthorizationEnd> ExchangeAsync(
        ChannelSnapshot channel, MetaAttempt attempt, string code, CancellationToken cancellationToken)
    {
        var now = parts.Time.GetUtcNow();
        var token = await parts.Graph.ExchangeAsync(code, attempt.RedirectUri, cancellationToken);
        var kept = await parts.Accounts.FindAsync(channel.Id, cancellationToken);
        var info = await DebugAsync(channel.Id, token, cancellationToken);
        var reads = await ReadsAsync(kept?.NumberId, token.Token, cancellationToken);
        if (channel.Status == ChannelStatus.Connected && !(reads == true && info is { IsValid: true } && info.AppId == parts.Options.AppId))
        {
            // What works is given up for nothing that may not.
            return new AuthorizationEnd(channel.Id, reads == false ? AuthorizationVerdict.OtherAccount : AuthorizationVerdict.NotRenewed);
        }

        var isKept = await lines[channel.Id].AuthorizeAsync(
            new NewAuthorization(token.Token, info?.EndsAt ?? now + token.ExpiresIn, info is null ? null : now) { OnBusinessApp = attempt.OnBusinessApp },
            leaves: kept is not null && (reads == false || channel.OtherNumberAllowed),
            settles: channel.Status != ChannelStatus.Connected,
            chosen: null,
            () => IsWantedAsync(attempt, cancellationToken),
            cancellationToken);
        return new AuthorizationEnd(channel.Id, isKept ? AuthorizationVerdict.Observed : AuthorizationVerdict.Repeated);
    }

    /// <summary>Code 1 is Meta's word for a wrong secret of the app too, which nobody should wait out.</summary>
    private static bool IsTroubleOfMetas(GraphError error) => error.Code != 1 && ErrorTable.Of(error).IsPassing;

    private static StatusReason Interrupted(ConnectionCause cause) => new(ReasonCode.AuthorizationInterrupted) { Cause = cause };

    /// <summary>Nobody disconnected or removed the channel since somebody went to Facebook.</summary>
    private async Task<bool> IsWantedAsync(MetaAttempt attempt, CancellationToken cancellationToken) =>
        await parts.Attempts.IsKeptAsync(attempt, cancellationToken)
        && await parts.FindAsync(attempt.Channel, cancellationToken) is { Removal: null };

    /// <returns>Whether the authorization reads the number that was chosen before; null where none was, or Meta could not be asked.</returns>
    private async Task<bool?> ReadsAsync(string? numberId, string token, CancellationToken cancellationToken)
    {
        if (numberId is null)
        {
            return null;
        }

        try
        {
            await parts.Graph.ReadNumberAsync(numberId, token, cancellationToken);
            return true;
        }
        catch (GraphException problem) when (AccountFinder.IsOfOneObject(problem.Error))
        {
            return false;
        }
        catch (Exception problem) when (problem is GraphException or GatewayUnavailable)
        {
            return null;
        }
    }

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

    /// <summary>It came to nothing; a connection that works, and what somebody began later in another tab, is left as it was.</summary>
    private async Task<AuthorizationEnd> EndAsync(
        ChannelSnapshot channel, MetaAttempt attempt, StatusReason reason, CancellationToken cancellationToken)
    {
        if (channel.Reason is { Code: ReasonCode.AwaitingFacebook, Until: { } awaited } && awaited != attempt.ExpiresAt)
        {
            return new AuthorizationEnd(channel.Id, AuthorizationVerdict.Overtaken);
        }

        if (channel.Reason.Code == ReasonCode.AwaitingFacebook)
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
