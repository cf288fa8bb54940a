using System.Runtime.CompilerServices;
using Channels.Domain;
using Channels.Infrastructure.Gateways.MetaCloud.Graph;

namespace Channels.Infrastructure.Gateways.MetaCloud;

/// <param name="AreSure">Meta or a person named them; otherwise those that cannot be read are not meant.</param>
internal sealed record FoundAccounts(IReadOnlyList<string> Ids, bool AreSure);

/// <summary>
/// Finds the WhatsApp Business accounts of an authorization. Meta names them in what it tells of the token, or not: tokens
/// without them are reported by several products. Then there are ways around, in order: who finds accounts by one that can
/// be read asks for no other.
/// </summary>
internal sealed class AccountFinder(GraphClient graph, MetaPartners partners)
{
    /// <param name="named">What a person named, where it came to that.</param>
    /// <exception cref="GraphException">The token counts no more, or there is trouble that has nothing to do with accounts.</exception>
    public async IAsyncEnumerable<FoundAccounts> FindAsync(
        TokenInfo info, string? named, string token, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (named is not null || info.Accounts is { Count: > 0 })
        {
            yield return new FoundAccounts(named is not null ? [named] : info.Accounts!, AreSure: true);
            yield break;
        }

        Func<Task<IReadOnlyList<string>>>[] ways =
        [
            () => info.UserId is { } user ? graph.ListAssignedAsync(user, token, cancellationToken) : Task.FromResult<IReadOnlyList<string>>([]),
            () => OfBusinessesAsync(token, cancellationToken),
            () => partners.ListAsync(cancellationToken),
        ];
        foreach (var way in ways)
        {
            yield return new FoundAccounts(await TryAsync(way), AreSure: false);
        }
    }

    /// <summary>Whether a refusal says something of what was asked for only, and nothing of the authorization as a whole.</summary>
    public static bool IsOfOneObject(GraphError error)
    {
        var row = ErrorTable.Of(error);
        return row.Kind == GraphErrorKind.Unknown
            || row.Reason is ReasonCode.PermissionLost or ReasonCode.NumberGone or ReasonCode.BlockedByMeta;
    }

    private async Task<IReadOnlyList<string>> OfBusinessesAsync(string token, CancellationToken cancellationToken)
    {
        var accounts = new List<string>();
        foreach (var business in await graph.ListBusinessesAsync(token, cancellationToken))
        {
            accounts.AddRange(await TryAsync(() => graph.ListOwnedAsync(business, token, cancellationToken)));
            accounts.AddRange(await TryAsync(() => graph.ListClientsAsync(business, token, cancellationToken)));
        }

        return [.. accounts.Distinct()];
    }

    // Which of these calls serves which kind of token is not documented: one that is refused is one way less.
    private static async Task<IReadOnlyList<string>> TryAsync(Func<Task<IReadOnlyList<string>>> way)
    {
        try
        {
            return await way();
        }
        catch (GraphException problem) when (IsOfOneObject(problem.Error))
        {
            return [];
        }
    }
}
