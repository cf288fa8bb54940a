using Channels.Domain.Access;
using Channels.Domain.Ports;
using FluentValidation;
using MediatR;

namespace Channels.Domain.UseCases.Official;

/// <summary>An administrator says which WhatsApp Business account was authorized, because Meta did not.</summary>
[AllowedTo(Role.Administrator)]
public sealed record NameAccount(ChannelId Id, string AccountId) : IRequest<ChannelSnapshot>;

internal sealed class NameAccountValidator : AbstractValidator<NameAccount>
{
    public NameAccountValidator() => RuleFor(x => x.AccountId).Keeps(id => MetaIds.AreGood(id) ? null : Rule.AccountIdInvalid);
}

internal sealed class NameAccountHandler(IChannelStore store, Gateways gateways, IOfficialApi api)
    : IRequestHandler<NameAccount, ChannelSnapshot>
{
    public async Task<ChannelSnapshot> Handle(NameAccount request, CancellationToken cancellationToken)
    {
        gateways.EnsureOfficial((await store.FindStayingAsync(request.Id, cancellationToken)).Method);
        await api.NameAccountAsync(request.Id, request.AccountId, CancellationToken.None);
        return await store.FindStayingAsync(request.Id, cancellationToken);
    }
}

/// <summary>Meta's ids are digits, written as text (Graph API).</summary>
internal static class MetaIds
{
    private const int Longest = 30;

    public static bool AreGood(string id) => id.Length is > 0 and <= Longest && id.All(char.IsAsciiDigit);
}
