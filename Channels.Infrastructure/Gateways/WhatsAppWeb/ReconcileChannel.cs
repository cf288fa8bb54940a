using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>
/// Finds out how a channel stands of which this run of the app knows nothing yet: what the store says is what an
/// app knew that is gone. Where a person was faster, nothing is done.
/// </summary>
internal sealed class ReconcileChannel(IServiceScopeFactory scopes, ISessionKeys keys, WebSessions sessions, NodeRuntime runtime)
{
    public async Task<List<ChannelId>> ListAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var channels = await scope.ServiceProvider.GetRequiredService<IChannelStore>().ListAsync(cancellationToken);
        return [.. channels.Where(channel => channel.Method == ConnectionMethod.WhatsAppWeb).Select(channel => channel.Id)];
    }

    public async Task ReconcileAsync(ChannelId id, CancellationToken cancellationToken)
    {
        if (sessions.IsTouched(id))
        {
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        var channel = await scope.ServiceProvider.GetRequiredService<IChannelStore>().FindAsync(id, cancellationToken);
        var hasCredentials = await keys.HasCredentialsAsync(id, cancellationToken);

        // Of one that is being removed only its job wants something, which is the end of the device.
        if (channel is null or { Removal: not null } || sessions.Find(id) is not { } session)
        {
            return;
        }

        switch (channel.Reason)
        {
            // The app went between the refusal and the end of the device.
            case var _ when IsRefused(channel) && hasCredentials && runtime.Obstacle is null:
                await session.ExpelAsync();
                break;

            // Its code went with the app that showed it.
            case { Code: var code } when ReasonTable.IsPairing(code) && !hasCredentials:
                await session.SayIdleAsync(new StatusReason(ReasonCode.CodeExpired));
                break;

            case { Code: ReasonCode.Banned } banned when (banned.Until ?? banned.NextTryAt) is { } until:
                await session.ResumeAsync(until);
                break;

            case { Code: var code } when Returns(code, hasCredentials):
                await BringBackAsync(session);
                break;
        }
    }

    private static bool IsRefused(ChannelSnapshot channel) =>
        channel.LatestReason.Code is ReasonCode.WrongNumber or ReasonCode.SameNumberElsewhere;

    private static bool Returns(ReasonCode code, bool hasCredentials) =>
        ReasonTable.ComesBack(code)
        || ReasonTable.IsPairing(code)

        // What was missing may be there now, and with the app its engine may have been renewed. Or the app went while somebody
        // hurried a login, which then could not be asked for.
        || (hasCredentials && code is (ReasonCode.GatewayMissing or ReasonCode.ClientTooOld or ReasonCode.PairingFailed));

    private Task BringBackAsync(WebSession session) => runtime.Obstacle is null
        ? session.ResumeAsync(saying: new StatusReason(ReasonCode.Reconnecting) { Cause = ConnectionCause.EngineStopped })
        : session.SayIdleAsync(new StatusReason(ReasonCode.GatewayMissing));
}
