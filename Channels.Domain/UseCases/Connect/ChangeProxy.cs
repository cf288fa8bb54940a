using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Domain.Proxies;
using FluentValidation;
using MediatR;

namespace Channels.Domain.UseCases.Connect;

/// <summary>Gives a channel's line a proxy, another one, or none; what is open goes the new way at once.</summary>
/// <param name="Server">Null for none.</param>
/// <param name="Password">Null or empty keeps the one there is.</param>
/// <param name="Seen">What the person saw while typing.</param>
[AllowedTo(Role.Administrator)]
public sealed record ChangeProxy(ChannelId Id, ProxyServer? Server, string? Password, ProxyServer? Seen) : IRequest<ChannelSnapshot>
{
    /// <summary>Keeps the password out of logs and exception texts.</summary>
    public override string ToString() => $"ChangeProxy of {Id}";
}

internal sealed class ChangeProxyValidator : AbstractValidator<ChangeProxy>
{
    public ChangeProxyValidator()
    {
        RuleFor(x => x.Server!).Keeps(ProxyServer.Check).When(x => x.Server is not null);
        RuleFor(x => x.Password!).Keeps(ProxyServer.CheckPassword);
    }
}

internal sealed class ChangeProxyHandler(IChannelStore store, IActor actor, Gateways gateways, ISecretSeal seal, TimeProvider time)
    : IRequestHandler<ChangeProxy, ChannelSnapshot>
{
    public async Task<ChannelSnapshot> Handle(ChangeProxy request, CancellationToken cancellationToken)
    {
        var who = await actor.ReadAsync(cancellationToken);
        var before = await store.FindStayingAsync(request.Id, cancellationToken);
        var gateway = gateways.Proxied(before.Method);
        var password = request.Server is null || string.IsNullOrEmpty(request.Password) ? null : seal.Seal(request.Password);
        var (snapshot, changed) = await store.WriteAsync(
            async transaction =>
            {
                var channel = await transaction.LoadAsync(request.Id);
                var kept = await transaction.FindProxyAsync(request.Id);
                if (kept?.Server != request.Seen)
                {
                    throw new RuleViolation(Rule.ProxyChangedMeanwhile);
                }

                var changed = kept?.Server != request.Server || password is not null;
                if (changed)
                {
                    Put(transaction, request, kept, password);
                    channel.ProxyChanged(request.Server is not null, who.Name, time.GetUtcNow());
                }

                return (channel.Snapshot(), changed);
            },
            cancellationToken);

        // Until it does, the line goes the old way.
        if (changed)
        {
            await gateway.RerouteAsync(request.Id, CancellationToken.None);
        }

        return snapshot;
    }

    private static void Put(IChannelTransaction transaction, ChangeProxy request, LineProxy? kept, byte[]? password)
    {
        switch (kept, request.Server)
        {
            case (null, { } server):
                transaction.Add(new LineProxy(request.Id, server, password));
                break;
            case ({ } proxy, { } server):
                proxy.Change(server, password);
                break;
            case ({ } proxy, null):
                transaction.Remove(proxy);
                break;
        }
    }
}
