using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Infrastructure.Gateways.MetaCloud.Graph;
using Channels.Infrastructure.Persistence;

namespace Channels.Infrastructure.Gateways.MetaCloud;

/// <summary>
/// How it ends: the account is asked to tell our app nothing more, and the authorization is forgotten. The number stays
/// registered, since taking that back would make it useless to its owner.
/// </summary>
internal sealed partial class MetaLine
{
    // Whoever ended it says so; after a start of the app nobody would.
    private bool _isLeft;

    /// <inheritdoc cref="IChannelGateway.DisconnectAsync"/>
    public Task<bool> DisconnectAsync(CancellationToken cancellationToken) =>
        RunAsync(
            () =>
            {
                // Nor does it go on with what came in just before.
                (_isLeft, _finishes) = (true, 0);
                return LeaveMetaAsync(cancellationToken);
            },
            cancellationToken);

    /// <inheritdoc cref="IChannelGateway.RemoveAsync"/>
    public Task RemoveAsync(CancellationToken cancellationToken) => RunAsync(
        async () =>
        {
            _isLeft = true;
            await UnsubscribeAsync(cancellationToken);
            await parts.Accounts.ForgetAsync(id, cancellationToken);
            return true;
        },
        cancellationToken);

    public Task ForgetAsync(CancellationToken cancellationToken) => RunAsync(
        async () =>
        {
            await parts.Accounts.ForgetAsync(id, cancellationToken);
            return true;
        },
        cancellationToken);

    /// <summary>
    /// Keeps an authorization that somebody just brought back from Facebook, unless something ended it meanwhile.
    /// </summary>
    /// <param name="isWanted">Asked in turn: whether it still is.</param>
    /// <param name="leaves">The number that was chosen with the earlier one is not meant any more.</param>
    public Task<bool> AuthorizeAsync(
        string token, DateTimeOffset? endsAt, DateTimeOffset? checkedAt, bool leaves, Func<Task<bool>> isWanted, CancellationToken cancellationToken) => RunAsync(
        async () =>
        {
            if (!await isWanted())
            {
                return false;
            }

            if (leaves)
            {
                await LeaveMetaAsync(cancellationToken);
            }

            _isLeft = false;
            await parts.Accounts.AuthorizeAsync(id, token, endsAt, checkedAt, cancellationToken);
            await SayAsync(new StatusReason(ReasonCode.SubscribingWebhook), cancellationToken);
            return true;
        },
        cancellationToken);

    /// <returns>False where Meta could not be told.</returns>
    private async Task<bool> LeaveMetaAsync(CancellationToken cancellationToken)
    {
        var told = true;
        try
        {
            await UnsubscribeAsync(cancellationToken);
        }
        catch (GatewayUnavailable)
        {
            told = false;
        }

        await parts.Accounts.ForgetAsync(id, cancellationToken);
        return told;
    }

    /// <exception cref="GatewayUnavailable">Meta could not be told, or did not do it.</exception>
    private async Task UnsubscribeAsync(CancellationToken cancellationToken)
    {
        // The numbers of one account share its subscription.
        if (await parts.Accounts.FindAsync(id, cancellationToken) is not { AccountId: { } accountId } account
            || await parts.Accounts.IsSharedAsync(account, cancellationToken))
        {
            return;
        }

        try
        {
            var token = TokenOf(account);
            await Graph.UnsubscribeAsync(accountId, token, cancellationToken);
            if (await Graph.IsSubscribedAsync(accountId, token, cancellationToken))
            {
                throw new GatewayUnavailable(ConnectionCause.SessionError);
            }
        }
        catch (CredentialsUnreadableException problem)
        {
            // Without its authorization nothing can be told for it, now or later.
            Log.Unreadable(parts.Logger, id, problem);
        }
        catch (GraphException problem)
        {
            Log.Refused(parts.Logger, id, "to end the subscription", problem.Error.Code, problem.Error.Trace);

            // Who is no longer authorized is told nothing more.
            if (ErrorTable.Of(problem.Error).Kind != GraphErrorKind.Down)
            {
                throw new GatewayUnavailable(ConnectionCause.SessionError, problem);
            }
        }
    }
}
