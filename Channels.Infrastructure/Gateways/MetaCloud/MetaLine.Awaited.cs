using Channels.Domain;

namespace Channels.Infrastructure.Gateways.MetaCloud;

/// <summary>Whether somebody is at Facebook, of whom nothing is known before they are back.</summary>
internal sealed partial class MetaLine
{
    /// <summary>Somebody is at Facebook: what is kept from before says nothing until they are back, too late, or were lost on the way.</summary>
    private async Task<bool> IsAwaitedAsync(ChannelSnapshot channel, MetaAccount? account, CancellationToken cancellationToken)
    {
        if (channel.Reason is not { Code: ReasonCode.AwaitingFacebook, Until: { } until })
        {
            return false;
        }

        if (account?.AuthorizedAt > until - parts.Options.AuthorizesWithin)
        {
            // It came in meanwhile, and the app ended before it could say so.
            await SayAsync(new StatusReason(ReasonCode.SubscribingWebhook), cancellationToken);
            return false;
        }

        var interruptedAt = await parts.Attempts.FindInterruptionAsync(id, until, cancellationToken);
        var end = interruptedAt < until ? interruptedAt.Value : until;
        if (end > Now)
        {
            NextReadAt = end;
            return true;
        }

        await SayAsync(new StatusReason(end < until ? ReasonCode.AuthorizationInterrupted : ReasonCode.AuthorizationTimedOut), cancellationToken);
        return false;
    }
}
