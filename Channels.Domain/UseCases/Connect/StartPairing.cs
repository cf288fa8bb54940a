using Channels.Domain.Access;
using Channels.Domain.Ports;
using FluentValidation;
using MediatR;

namespace Channels.Domain.UseCases.Connect;

/// <summary>Pairs in the way that the administrator chose, in the place of a pairing under way.</summary>
/// <param name="Number">The phone on which a code will be typed: digits in international form; null for a QR code.</param>
/// <param name="AllowOtherNumber">The phone may have another number than the channel had.</param>
/// <param name="LetsGo">First unlinks what would bring the old number back. What is connected is left as it is.</param>
[AllowedTo(Role.Administrator)]
[AllowedToKeys(ApiScope.ChannelsPair, About.Channel)]
public sealed record StartPairing(ChannelId Id, string? Number = null, bool AllowOtherNumber = false, bool LetsGo = false)
    : IRequest<ChannelSnapshot>;

internal sealed class StartPairingValidator : AbstractValidator<StartPairing>
{
    public StartPairingValidator() =>
        RuleFor(x => x.Number!).Keeps(number => number is not null && PhoneNumber.FromDigits(number) is null ? Rule.NumberInvalid : null);
}

internal sealed class StartPairingHandler(IChannelStore store, IActor actor, Gateways gateways, TimeProvider time)
    : IRequestHandler<StartPairing, ChannelSnapshot>
{
    public async Task<ChannelSnapshot> Handle(StartPairing request, CancellationToken cancellationToken)
    {
        var who = await actor.ReadAsync(cancellationToken);
        var before = await store.FindStayingAsync(request.Id, cancellationToken);
        var gateway = gateways.Working(before.Method);
        var number = PhoneNumber.FromDigits(request.Number);
        var letsGo = request.LetsGo && before.Status != ChannelStatus.Connected;
        var told = letsGo && await gateway.DisconnectAsync(request.Id, cancellationToken);

        var (snapshot, started) = await store.WriteAsync(
            async transaction =>
            {
                var channel = await transaction.LoadAsync(request.Id);
                if (letsGo)
                {
                    channel.LetGo(told, who.Name, time.GetUtcNow());
                }

                var owner = number is null ? null : await transaction.FindNumberOwnerAsync(number, except: request.Id);
                var started = channel.AskToPair(number, owner, request.AllowOtherNumber, who.Name, time.GetUtcNow());
                return (channel.Snapshot(), started);
            },

            // Once a device is unlinked the status has to say so, whoever stopped waiting.
            letsGo ? CancellationToken.None : cancellationToken);
        return started
            ? await store.StartAsync(
                snapshot, () => gateway.PairAsync(request.Id, SpelledAsKnown(number, snapshot.Number), CancellationToken.None), time)
            : snapshot;
    }

    /// <summary>WhatsApp makes a code only for the spelling by which it knows the account (see <see cref="PhoneNumber.Spellings"/>).</summary>
    private static PhoneNumber? SpelledAsKnown(PhoneNumber? typed, PhoneNumber? known) =>
        typed is not null && known is not null && known.SameAs(typed) ? known : typed;
}
