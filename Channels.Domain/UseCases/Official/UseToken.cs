using Channels.Domain.Access;
using Channels.Domain.Ports;
using FluentValidation;
using MediatR;

namespace Channels.Domain.UseCases.Official;

/// <summary>
/// An administrator typed a token of a system user, an account and a number, in the place of authorizing at Facebook: the
/// way in of a business that has an app of its own. Nothing changes before Meta said that it is all right.
/// </summary>
/// <param name="AllowOtherNumber">The number may be another than the channel had.</param>
[AllowedTo(Role.Administrator)]
public sealed record UseToken(ChannelId Id, TokenEntry Typed, bool AllowOtherNumber = false) : IRequest<ChannelSnapshot>;

internal sealed class UseTokenValidator : AbstractValidator<UseToken>
{
    private const int LongestToken = 1000;

    public UseTokenValidator()
    {
        RuleFor(x => x.Typed.Token).Keeps(token =>
            token.Length is > 0 and <= LongestToken && token.All(x => char.IsAsciiLetterOrDigit(x) || x is '_' or '-' or '|') ? null : Rule.TokenInvalid);
        RuleFor(x => x.Typed.AccountId).Keeps(id => MetaIds.AreGood(id) ? null : Rule.AccountIdInvalid);
        RuleFor(x => x.Typed.NumberId).Keeps(id => MetaIds.AreGood(id) ? null : Rule.NumberIdInvalid);
    }
}

internal sealed class UseTokenHandler(IChannelStore store, IActor actor, Gateways gateways, IOfficialApi api, TimeProvider time)
    : IRequestHandler<UseToken, ChannelSnapshot>
{
    public async Task<ChannelSnapshot> Handle(UseToken request, CancellationToken cancellationToken)
    {
        var who = await actor.ReadAsync(cancellationToken);
        gateways.EnsureOfficial((await store.FindStayingAsync(request.Id, cancellationToken)).Method);
        var facts = await api.CheckTokenAsync(request.Typed, cancellationToken);
        await store.WriteAsync(
            async transaction =>
            {
                var channel = await transaction.LoadAsync(request.Id);
                channel.EnterToken(facts.Number, request.AllowOtherNumber, who.Name, time.GetUtcNow());
                return true;
            },
            cancellationToken);
        await api.UseTokenAsync(request.Id, request.Typed, facts, CancellationToken.None);
        return await store.FindStayingAsync(request.Id, cancellationToken);
    }
}
