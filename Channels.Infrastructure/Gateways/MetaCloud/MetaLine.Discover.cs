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
            if (await TakeAsync(chosen.AsChosen, cancellationToken) is not null)
            {
                FinishSoon();
            }

            return true;
        },
        cancellationToken);

    /// <summary>A person named the account that Meta did not name; discovering its numbers goes on by itself.</summary>
    /// <exception cref="RuleViolation"><see cref="Rule.AccountNotReadable"/></exception>
    /// <exception cref="GatewayUnavailable">Meta could not be asked.</exception>
    public Task NameAccountAsync(string accountId, CancellationToken cancellationToken) => RunAsync(
        async () =>
        {
            if (await parts.Accounts.FindAsync(id, cancellationToken) is not { IsLeft: false } account)
            {
                throw new RuleViolation(Rule.AccountNotReadable, accountId);
            }

            await parts.Tokens.ListNumbersAsync(accountId, TokenOf(account), cancellationToken);
            await parts.Accounts.ChangeAsync(id, x => x.NamedAccountId = accountId, cancellationToken);
            FinishSoon();
            return true;
        },
        cancellationToken);

    private async Task<IReadOnlyList<Offered>> FindOfferedAsync(CancellationToken cancellationToken)
    {
        if (await parts.Accounts.FindAsync(id, cancellationToken) is not { IsLeft: false } account)
        {
            return [];
        }

        try
        {
            var token = TokenOf(account);
            var info = await Graph.DebugAsync(token, cancellationToken);
            return await OfferAsync(info, account, token, withNames: true, cancellationToken) ?? [];
        }
        catch (Exception problem) when (problem is GraphException or CredentialsUnreadableException)
        {
            throw new GatewayUnavailable(ConnectionCause.SessionError, problem);
        }
    }

    /// <returns>What is kept, with the number that is the only one that can be meant; null where there is none.</returns>
    private async Task<MetaAccount?> DiscoverAsync(
        MetaReading reading, MetaAccount account, string token, ChannelSnapshot channel, CancellationToken cancellationToken)
    {
        var info = reading.Token ?? await Graph.DebugAsync(token, cancellationToken);
        if (await OfferAsync(info, account, token, withNames: false, cancellationToken) is not { } offered)
        {
            // Where Meta names accounts, and names none, none was shared.
            await SayAsync(new StatusReason(info.Accounts is null ? ReasonCode.AccountNotNamed : ReasonCode.NoAccountShared), cancellationToken);
            NextReadAt = LookSoon(account.SettlesUntil);
            return null;
        }

        var expected = channel is { Number: { } known, OtherNumberAllowed: false }
            ? offered.FirstOrDefault(x => NumberOf(x.Number)?.SameAs(known) ?? false)
            : null;
        if ((expected ?? (offered.Count == 1 ? offered[0] : null)) is { } one)
        {
            return await TakeAsync(one.AsChosen, cancellationToken);
        }

        await SayAsync(new StatusReason(offered.Count == 0 ? ReasonCode.AccountWithoutNumber : ReasonCode.ChooseNumber), cancellationToken);
        NextReadAt = LookSoon(account.SettlesUntil);
        return null;
    }

    /// <returns>The numbers of the accounts that can be read; null where there is no such account.</returns>
    private async Task<IReadOnlyList<Offered>?> OfferAsync(
        TokenInfo info, MetaAccount account, string token, bool withNames, CancellationToken cancellationToken)
    {
        await foreach (var found in parts.Finder.FindAsync(info, account.NamedAccountId, token, cancellationToken))
        {
            if (await ListAsync(found, token, withNames, cancellationToken) is { } offered)
            {
                return offered;
            }
        }

        return null;
    }

    /// <returns>The numbers of all accounts that can be read: one that is gone or closed to us hides none of the others. Null where none can.</returns>
    /// <exception cref="GraphException">None can, and they are sure to be meant.</exception>
    private async Task<IReadOnlyList<Offered>?> ListAsync(
        FoundAccounts accounts, string token, bool withNames, CancellationToken cancellationToken)
    {
        List<Offered>? offered = null;
        GraphException? closed = null;
        foreach (var accountId in accounts.Ids)
        {
            try
            {
                var numbers = await Graph.ListNumbersAsync(accountId, token, cancellationToken);
                var name = withNames && accounts.Ids.Count > 1 ? await Graph.ReadAccountNameAsync(accountId, token, cancellationToken) : accountId;
                (offered ??= []).AddRange(numbers.Select(x => new Offered(accountId, name, x)));
            }
            catch (GraphException problem) when (AccountFinder.IsOfOneObject(problem.Error))
            {
                Log.Refused(parts.Logger, id, "an account", problem.Error.Code, problem.Error.Trace);
                closed = problem;
            }
        }

        return accounts.AreSure && offered is not { Count: > 0 } && closed is not null ? throw closed : offered;
    }

    /// <summary>From here on messages of the number are this channel's; so only after it may have it.</summary>
    /// <returns>What is kept; null where the number is refused.</returns>
    private async Task<MetaAccount?> TakeAsync(ChosenNumber chosen, CancellationToken cancellationToken) =>
        !await ClaimAsync(chosen.Number, cancellationToken) ? null : await parts.Accounts.ChangeAsync(
            id,
            account =>
            {
                account.Leave();
                (account.AccountId, account.NumberId) = (chosen.AccountId, chosen.NumberId);
            },
            cancellationToken);

    private sealed record Offered(string AccountId, string AccountName, NumberNode Number)
    {
        public ChosenNumber AsChosen => new(AccountId, Number.Id, NumberOf(Number));
    }
}

/// <param name="NumberId">Meta's id of the number.</param>
/// <param name="Number">Null where Meta writes none that can be read.</param>
internal sealed record ChosenNumber(string AccountId, string NumberId, PhoneNumber? Number);
