using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Infrastructure.Gateways.MetaCloud.Graph;
using Channels.Infrastructure.Persistence;

namespace Channels.Infrastructure.Gateways.MetaCloud;

/// <summary>
/// Which number of all that was authorized. The ids are Meta's answer to our server, never the browser's word.
/// </summary>
internal sealed partial class MetaLine
{
    /// <inheritdoc cref="IOfficialApi.ListNumbersAsync"/>
    public Task<IReadOnlyList<OfferedNumber>> ListNumbersAsync(CancellationToken cancellationToken) => RunAsync<IReadOnlyList<OfferedNumber>>(
        async () =>
        {
            var offered = await FindOfferedAsync(cancellationToken);
            return [.. offered.Select(x => new OfferedNumber(
                x.Number.Id, x.AccountName, x.Number.Display ?? x.Number.Id, NumberOf(x.Number), x.Number.VerifiedName))];
        },
        cancellationToken);

    /// <inheritdoc cref="IOfficialApi.ChooseAsync"/>
    public Task ChooseAsync(string numberId, CancellationToken cancellationToken) => RunAsync(
        async () =>
        {
            var chosen = (await FindOfferedAsync(cancellationToken)).FirstOrDefault(x => x.Number.Id == numberId)
                ?? throw new RuleViolation(Rule.NumberNotOffered);
            await TakeAsync(chosen, cancellationToken);
            FinishSoon();
            return true;
        },
        cancellationToken);

    private async Task<IReadOnlyList<Offered>> FindOfferedAsync(CancellationToken cancellationToken)
    {
        if (await parts.Accounts.FindAsync(id, cancellationToken) is not { } account)
        {
            return [];
        }

        try
        {
            var token = TokenOf(account);
            var accounts = (await Graph.DebugAsync(token, cancellationToken)).Accounts ?? [];
            return await ListAsync(accounts, token, withNames: true, cancellationToken);
        }
        catch (Exception problem) when (problem is GraphException or CredentialsUnreadableException)
        {
            throw new GatewayUnavailable(ConnectionCause.SessionError, problem);
        }
    }

    /// <returns>What is kept, with the number that is the only one that can be meant; null where there is none.</returns>
    private async Task<MetaAccount?> DiscoverAsync(
        MetaReading reading, string token, ChannelSnapshot channel, CancellationToken cancellationToken)
    {
        var accounts = (reading.Token ?? await Graph.DebugAsync(token, cancellationToken)).Accounts ?? [];
        if (accounts.Count == 0)
        {
            await SayAsync(new StatusReason(ReasonCode.NoAccountShared), cancellationToken);
            return null;
        }

        var offered = await ListAsync(accounts, token, withNames: false, cancellationToken);
        var expected = channel is { Number: { } known, OtherNumberAllowed: false }
            ? offered.FirstOrDefault(x => NumberOf(x.Number)?.SameAs(known) ?? false)
            : null;
        if ((expected ?? (offered.Count == 1 ? offered[0] : null)) is { } one)
        {
            return await TakeAsync(one, cancellationToken);
        }

        var code = offered.Count == 0 ? ReasonCode.AccountWithoutNumber : ReasonCode.ChooseNumber;
        await SayAsync(new StatusReason(code), cancellationToken);
        return null;
    }

    /// <summary>The numbers of all accounts that can be read; one that is gone or closed to us hides none of the others.</summary>
    private async Task<IReadOnlyList<Offered>> ListAsync(
        IReadOnlyList<string> accounts, string token, bool withNames, CancellationToken cancellationToken)
    {
        var offered = new List<Offered>();
        GraphException? closed = null;
        foreach (var accountId in accounts)
        {
            try
            {
                var numbers = await Graph.ListNumbersAsync(accountId, token, cancellationToken);
                var name = withNames && accounts.Count > 1 ? await Graph.ReadAccountNameAsync(accountId, token, cancellationToken) : accountId;
                offered.AddRange(numbers.Select(x => new Offered(accountId, name, x)));
            }
            catch (GraphException problem) when (IsOfOneAccount(problem.Error))
            {
                Log.Refused(parts.Logger, id, "an account", problem.Error.Code, problem.Error.Trace);
                closed = problem;
            }
        }

        return offered.Count == 0 && closed is not null ? throw closed : offered;
    }

    private static bool IsOfOneAccount(GraphError error)
    {
        var row = ErrorTable.Of(error);
        return row.Kind == GraphErrorKind.Unknown
            || row.Reason is ReasonCode.PermissionLost or ReasonCode.NumberGone or ReasonCode.BlockedByMeta;
    }

    /// <summary>From here on messages of the number are this channel's; so only after it may have it.</summary>
    /// <returns>What is kept; null where the number is refused.</returns>
    private async Task<MetaAccount?> TakeAsync(Offered offered, CancellationToken cancellationToken) =>
        !await ClaimAsync(offered.Number, cancellationToken) ? null : await parts.Accounts.ChangeAsync(
            id,
            account =>
            {
                account.Leave();
                (account.AccountId, account.NumberId) = (offered.AccountId, offered.Number.Id);
            },
            cancellationToken);

    private sealed record Offered(string AccountId, string AccountName, NumberNode Number);
}
