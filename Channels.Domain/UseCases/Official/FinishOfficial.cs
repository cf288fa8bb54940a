using Channels.Domain.Access;
using Channels.Domain.Ports;
using FluentValidation;
using MediatR;

namespace Channels.Domain.UseCases.Official;

/// <summary>Goes on where connecting a channel of the official API stopped: nothing that was won is asked for again.</summary>
/// <param name="Pin">The six digits of the number's two-step verification; null for those that are kept.</param>
[AllowedTo(Role.Administrator)]
public sealed record FinishOfficial(ChannelId Id, string? Pin = null) : IRequest<ChannelSnapshot>
{
    /// <summary>Keeps the PIN out of logs.</summary>
    public override string ToString() => $"FinishOfficial {Id}";
}

internal sealed class FinishOfficialValidator : AbstractValidator<FinishOfficial>
{
    // A string, for it may begin with zeros (Graph API, POST /{phone-number-id}/register: ^[0-9]{6}$).
    private const int PinLength = 6;

    public FinishOfficialValidator() =>
        RuleFor(x => x.Pin!).Keeps(pin =>
            pin is null || (pin.Length == PinLength && pin.All(char.IsAsciiDigit)) ? null : Rule.PinInvalid);
}

internal sealed class FinishOfficialHandler(IChannelStore store, Gateways gateways, IOfficialApi api)
    : IRequestHandler<FinishOfficial, ChannelSnapshot>
{
    public async Task<ChannelSnapshot> Handle(FinishOfficial request, CancellationToken cancellationToken)
    {
        gateways.EnsureOfficial((await store.FindStayingAsync(request.Id, cancellationToken)).Method);
        await api.FinishAsync(request.Id, request.Pin, CancellationToken.None);
        return await store.FindStayingAsync(request.Id, cancellationToken);
    }
}
