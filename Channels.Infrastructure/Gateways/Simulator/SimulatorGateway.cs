using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.Sending;

namespace Channels.Infrastructure.Gateways.Simulator;

/// <summary>Pretends WhatsApp, so that the whole console can be tried without a phone. Development only.</summary>
internal sealed class SimulatorGateway(VirtualPhones phones) : IChannelGateway
{
    public ConnectionMethod Method => ConnectionMethod.Simulator;

    public GatewayObstacle? Obstacle => null;

    public TimeSpan ConfirmsEvery => VirtualPhone.PulseEvery;

    public Task ConnectAsync(ChannelId id, CancellationToken cancellationToken) =>
        phones[id].ConnectAsync().WaitAsync(cancellationToken);

    public Task PairAsync(ChannelId id, PhoneNumber? number, CancellationToken cancellationToken) =>
        phones[id].PairAsync(number).WaitAsync(cancellationToken);

    public Task<DateTimeOffset?> ConfirmAsync(ChannelId id, CancellationToken cancellationToken) =>
        phones[id].ConfirmAsync().WaitAsync(cancellationToken);

    public Task<SendOutcome> SendAsync(ChannelId id, SendOrder order, CancellationToken cancellationToken) =>
        phones[id].SendAsync(order).WaitAsync(cancellationToken);

    public Task<bool> DisconnectAsync(ChannelId id, CancellationToken cancellationToken) =>
        phones[id].DisconnectAsync().WaitAsync(cancellationToken);

    public Task RemoveAsync(ChannelId id, CancellationToken cancellationToken) =>
        phones[id].RemoveAsync().WaitAsync(cancellationToken);

    public Task ForgetAsync(ChannelId id, CancellationToken cancellationToken) =>
        phones[id].ForgetAsync().WaitAsync(cancellationToken);
}
