using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.Sending;

namespace Channels.Infrastructure.Gateways.MetaCloud;

/// <summary>The official way to WhatsApp: Meta's Cloud API.</summary>
internal sealed class MetaCloudGateway(MetaLines lines, MetaAttempts attempts, MetaOptions options) : IOfficialGateway
{
    public ConnectionMethod Method => ConnectionMethod.MetaCloud;

    public GatewayObstacle? Obstacle => null;

    public TimeSpan ConfirmsEvery => options.ReadsEvery;

    public OfficialWays Ways => new(options.ConfigurationId is not null, options.AppId);

    /// <summary>Goes on where connecting stopped: the authorization itself takes a person at Facebook.</summary>
    public Task ConnectAsync(ChannelId id, CancellationToken cancellationToken) => lines[id].FinishAsync(pin: null, cancellationToken);

    /// <summary>There is no code: the same as connecting.</summary>
    public Task PairAsync(ChannelId id, PhoneNumber? number, CancellationToken cancellationToken) => ConnectAsync(id, cancellationToken);

    public Task<DateTimeOffset?> ConfirmAsync(ChannelId id, CancellationToken cancellationToken) => lines[id].ReadAsync(cancellationToken);

    public Task<SendOutcome> SendAsync(ChannelId id, SendOrder order, CancellationToken cancellationToken) =>
        lines[id].SendAsync(order, cancellationToken);

    public async Task<bool> DisconnectAsync(ChannelId id, CancellationToken cancellationToken)
    {
        await attempts.ForgetAsync(id, cancellationToken);
        return await lines[id].DisconnectAsync(cancellationToken);
    }

    public async Task RemoveAsync(ChannelId id, CancellationToken cancellationToken)
    {
        await attempts.ForgetAsync(id, cancellationToken);
        await lines[id].RemoveAsync(cancellationToken);
        lines.Drop(id);
    }

    public async Task ForgetAsync(ChannelId id, CancellationToken cancellationToken)
    {
        await lines[id].ForgetAsync(cancellationToken);
        lines.Drop(id);
    }
}
