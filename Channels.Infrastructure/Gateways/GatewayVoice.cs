using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Infrastructure.Gateways;

/// <summary>
/// How a gateway tells what it saw: requests go out each in a scope of its own, codes to where they are shown, and signs
/// of life to where they are counted.
/// </summary>
internal sealed class GatewayVoice(IServiceScopeFactory scopes, IPairingCodes codes, IConfirmations confirmations)
{
    public Task SayAsync(IRequest request, CancellationToken cancellationToken) => SayAsync<Unit>(request, cancellationToken);

    public Task<T> SayAsync<T>(IRequest<T> request, CancellationToken cancellationToken) =>
        scopes.SendAsync(sender => sender.BecomeGateway(), request, cancellationToken);

    public void ShowCode(ChannelId id, PairingCode code) => codes.Show(id, code);

    public void HideCode(ChannelId id) => codes.Hide(id);

    /// <summary>WhatsApp answered, or sent anything, just now.</summary>
    public void Confirm(ChannelId id) => confirmations.Confirm(id);
}
