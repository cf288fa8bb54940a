using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Infrastructure.Gateways.MetaCloud.Graph;

namespace Channels.Infrastructure.Gateways.MetaCloud;

/// <summary>
/// Checks what a person types: a token of a system user of their own business, the account and the number. By calls, each
/// of which says what is wrong; nothing is kept or changed.
/// </summary>
internal sealed class TokenCheck(GraphClient graph, MetaOptions options)
{
    /// <exception cref="RuleViolation">A rule named Token…, Account… or Number… is broken.</exception>
    /// <exception cref="GatewayUnavailable">Meta could not be asked.</exception>
    public async Task<TokenFacts> CheckAsync(TokenEntry entry, CancellationToken cancellationToken)
    {
        var info = await AskAsync(() => graph.DebugAsync(entry.Token, cancellationToken), Rule.TokenRefused);
        if (!info.IsValid)
        {
            throw new RuleViolation(Rule.TokenRefused);
        }

        if (info.AppId != options.AppId)
        {
            throw new RuleViolation(Rule.TokenOfAnotherApp, options.AppId);
        }

        var numbers = await ListNumbersAsync(entry.AccountId, entry.Token, cancellationToken);
        await AskAsync(() => graph.IsSubscribedAsync(entry.AccountId, entry.Token, cancellationToken), Rule.AccountNotReadable, entry.AccountId);
        return numbers.FirstOrDefault(x => x.Id == entry.NumberId) is { } number
            ? new TokenFacts(MetaLine.NumberOf(number), info.EndsAt)
            : throw new RuleViolation(Rule.NumberNotInAccount, entry.NumberId);
    }

    /// <inheritdoc cref="CheckAsync"/>
    public Task<IReadOnlyList<NumberNode>> ListNumbersAsync(string accountId, string token, CancellationToken cancellationToken) =>
        AskAsync(() => graph.ListNumbersAsync(accountId, token, cancellationToken), Rule.AccountNotReadable, accountId);

    private static async Task<T> AskAsync<T>(Func<Task<T>> ask, Rule refused, params object[] about)
    {
        try
        {
            return await ask();
        }
        catch (GraphException problem) when (ErrorTable.Of(problem.Error).IsPassing)
        {
            throw new GatewayUnavailable(ConnectionCause.ServiceUnavailable, problem);
        }
        catch (GraphException)
        {
            throw new RuleViolation(refused, about);
        }
    }
}
