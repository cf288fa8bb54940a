using Channels.Domain.Access;
using Channels.Domain.Ports;
using FluentValidation;
using MediatR;

namespace Channels.Domain.UseCases.Official;

/// <summary>
/// Registers a number that its owner may still have in the WhatsApp Business app, and that leaves the app by it: nobody
/// does that for a person, or by a click alone.
/// </summary>
/// <param name="IsConfirmed">The person wrote that this is meant.</param>
[AllowedTo(Role.Administrator)]
public sealed record TakeOverNumber(ChannelId Id, bool IsConfirmed) : IRequest<ChannelSnapshot>;

internal sealed class TakeOverNumberValidator : AbstractValidator<TakeOverNumber>
{
    public TakeOverNumberValidator() =>
        RuleFor(x => x.IsConfirmed).Keeps(confirmed => confirmed ? null : new RuleViolation(Rule.TakeoverUnconfirmed));
}

internal sealed class TakeOverNumberHandler(IChannelStore store, Gateways gateways, IOfficialApi api)
    : IRequestHandler<TakeOverNumber, ChannelSnapshot>
{
    public async Task<ChannelSnapshot> Handle(TakeOverNumber request, CancellationToken cancellationToken)
    {
        var channel = await store.FindStayingAsync(request.Id, cancellationToken);
        gateways.EnsureOfficial(channel.Method);

        // What was agreed to holds for what the person saw; a number that came back meanwhile stays its owner's.
        await (channel.Reason.Code == ReasonCode.NumberLeftApi
            ? api.TakeOverAsync(request.Id, CancellationToken.None)
            : api.FinishAsync(request.Id, pin: null, CancellationToken.None));
        return await store.FindStayingAsync(request.Id, cancellationToken);
    }
}
