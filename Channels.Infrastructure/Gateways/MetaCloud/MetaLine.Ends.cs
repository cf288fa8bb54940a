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
                return LeaveMetaAsync(mustTell: false, cancellationToken);
            },
            cancellationToken);

    /// <inheritdoc cref="IChannelGateway.RemoveAsync"/>
    public Task RemoveAsync(CancellationToken cancellationToken) => RunAsync(
        async () =>
        {
            _isLeft = true;
            return await LeaveMetaAsync(mustTell: true, cancellationToken);
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
    /// Keeps an authorization that somebody just brought back from Facebook or typed, unless something ended it meanwhile,
    /// and goes on with it, unless another channel has its number.
    /// </summary>
    /// <param name="isWanted">Asked in turn: whether it still is.</param>
    /// <param name="leaves">The number that was chosen with the earlier one is not meant any more.</param>
    /// <param name="settles">It is a first one: what Meta says of it at first may change within minutes.</param>
    /// <param name="chosen">The number that it is for, where that is known.</param>
    public Task<bool> AuthorizeAsync(
        NewAuthorization won, bool leaves, bool settles, ChosenNumber? chosen, Func<Task<bool>> isWanted, CancellationToken cancellationToken) => RunAsync(
        async () =>
        {
            if (!await isWanted())
            {
                return false;
            }

            if (leaves)
            {
                await LeaveMetaAsync(mustTell: false, cancellationToken);
            }

            _isLeft = false;
            await parts.Accounts.AuthorizeAsync(id, won, settles ? Now + parts.Options.SettlesWithin : null, cancellationToken);
            if (settles)
            {
                // A connection that works goes on while its authorization is renewed.
                await SayAsync(new StatusReason(ReasonCode.SubscribingWebhook), cancellationToken);
            }

            if (chosen is null || await TakeAsync(chosen, cancellationToken) is not null)
            {
                FinishSoon();
            }

            return true;
        },
        cancellationToken);

    /// <summary>Tells Meta what it could not be told when the channel left.</summary>
    /// <exception cref="GatewayUnavailable">It still cannot.</exception>
    private async Task EndLeavingAsync(ChannelSnapshot channel, CancellationToken cancellationToken)
    {
        await LeaveMetaAsync(mustTell: true, cancellationToken);
        if (channel.Reason is { Code: ReasonCode.DisconnectedStillSubscribed, Who: var who })
        {
            await SayAsync(new StatusReason(ReasonCode.DisconnectedBy) { Who = who }, cancellationToken);
        }
    }

    /// <summary>
    /// Who leaves forgets before the next one counts who is left: so the last one ends the subscription, also where some
    /// leave at once, and where the app dies on the way what is kept says who has to.
    /// </summary>
    /// <param name="mustTell">Nothing changes while Meta does not know; otherwise its line goes on telling it.</param>
    /// <returns>False where Meta could not be told.</returns>
    private async Task<bool> LeaveMetaAsync(bool mustTell, CancellationToken cancellationToken)
    {
        var account = await parts.Accounts.FindAsync(id, cancellationToken);
        return account?.AccountId is { } accountId
            ? await parts.Turns.RunAsync(accountId, LeaveAsync, cancellationToken)
            : await LeaveAsync();

        async Task<bool> LeaveAsync()
        {
            try
            {
                if (account?.AccountId is { } left && !await parts.Accounts.IsSharedAsync(account, cancellationToken))
                {
                    await UnsubscribeAsync(account, left, cancellationToken);
                }
            }
            catch (GatewayUnavailable) when (!mustTell)
            {
                await parts.Accounts.ChangeAsync(id, x => x.NumberId = null, cancellationToken);
                NextReadAt = Now + ReadWait.AfterFailure(_failures++, parts.Options.ReadsEvery);
                isDue();
                return false;
            }

            await parts.Accounts.ForgetAsync(id, cancellationToken);
            return true;
        }
    }

    /// <exception cref="GatewayUnavailable">Meta could not be told, or did not do it.</exception>
    private async Task UnsubscribeAsync(MetaAccount account, string accountId, CancellationToken cancellationToken)
    {
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
