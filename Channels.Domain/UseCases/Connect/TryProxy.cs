using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Domain.Proxies;
using FluentValidation;
using MediatR;

namespace Channels.Domain.UseCases.Connect;

/// <summary>Opens WhatsApp's address now through a proxy as it is typed, whether it is kept or not, and says what came back.</summary>
/// <param name="Password">Null or empty takes the one there is.</param>
[AllowedTo(Role.Administrator)]
public sealed record TryProxy(ChannelId Id, ProxyServer Server, string? Password) : IRequest<ProxyTrial>
{
    /// <summary>Keeps the password out of logs and exception texts.</summary>
    public override string ToString() => $"TryProxy of {Id}";
}

internal sealed class TryProxyValidator : AbstractValidator<TryProxy>
{
    public TryProxyValidator()
    {
        RuleFor(x => x.Server).Keeps(ProxyServer.Check);
        RuleFor(x => x.Password!).Keeps(ProxyServer.CheckPassword);
    }
}

internal sealed class TryProxyHandler(IChannelStore store, Gateways gateways, ISecretSeal seal) : IRequestHandler<TryProxy, ProxyTrial>
{
    public async Task<ProxyTrial> Handle(TryProxy request, CancellationToken cancellationToken)
    {
        var channel = await store.FindStayingAsync(request.Id, cancellationToken);
        var gateway = gateways.Proxied(channel.Method);
        return await gateway.TryAsync(request.Server, await PasswordAsync(request, cancellationToken), cancellationToken);
    }

    private async Task<string?> PasswordAsync(TryProxy request, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(request.Password) || request.Server.User.Length == 0)
        {
            return request.Password;
        }

        var kept = await store.FindProxyAsync(request.Id, cancellationToken);
        kept?.EnsurePasswordFits(request.Server, typed: false);
        return kept?.Password is not { } password ? null : seal.Open(password) ?? throw new RuleViolation(Rule.ProxyPasswordAgain);
    }
}
