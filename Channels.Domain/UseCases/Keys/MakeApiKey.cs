using Channels.Domain.Access;
using Channels.Domain.LinkedData;
using Channels.Domain.Ports;
using FluentValidation;
using MediatR;

namespace Channels.Domain.UseCases.Keys;

/// <summary>Makes a key for another system. Its secret is in the answer and nowhere else.</summary>
[AllowedTo(Role.Administrator)]
public sealed record MakeApiKey(ApiKeyOrder Order) : IRequest<MadeKey>;

/// <param name="Secret">What the other system sends as <c>Authorization: Bearer</c>.</param>
public sealed record MadeKey(Guid Id, string Secret)
{
    public override string ToString() => $"MadeKey {Id}";
}

internal sealed class MakeApiKeyValidator : AbstractValidator<MakeApiKey>
{
    public MakeApiKeyValidator(TimeProvider time)
    {
        RuleFor(x => x.Order.Name).Keeps(name => name?.Trim() switch
        {
            null or "" => Rule.KeyNameRequired,
            { Length: > ApiKey.MaxName } => Rule.KeyNameTooLong,
            { } text when text.Any(char.IsControl) => Rule.KeyNameRequired,
            _ => null,
        });
        RuleFor(x => x.Order.Scopes).Keeps(scopes => scopes.Count > 0 ? null : new RuleViolation(Rule.KeyScopesRequired));
        RuleFor(x => x.Order).Keeps(order => order.Channels is { Count: 0 } ? new RuleViolation(Rule.KeyReachesNothing) : null);
        RuleFor(x => x.Order.Source!).Keeps(source => source.Trim().Length > ApiKey.MaxSource ? Rule.KeySourceTooLong : null).When(x => x.Order.Source is not null);
        RuleFor(x => x.Order).Keeps(order => order.EndsAt <= time.GetUtcNow() ? new RuleViolation(Rule.KeyEndInvalid) : null);
    }
}

internal sealed class MakeApiKeyHandler(IChannelStore store, IActor actor, TimeProvider time) : IRequestHandler<MakeApiKey, MadeKey>
{
    public async Task<MadeKey> Handle(MakeApiKey request, CancellationToken cancellationToken)
    {
        var who = await actor.ReadAsync(cancellationToken);
        var (key, secret) = ApiKey.Make(request.Order, who.Name, time.GetUtcNow());
        return await store.WriteAsync(
            async transaction =>
            {
                transaction.Keys.Add(key);
                foreach (var id in request.Order.Channels?.Distinct() ?? [])
                {
                    var channel = await transaction.LoadAsync(id);
                    channel.EnsureStays();
                    transaction.Linked.Add(LinkedItem.Of(key, channel.Id));
                }

                transaction.Record(TraceEntry.Of(TraceKind.KeyMade, who, key.MadeAt));
                return new MadeKey(key.Id, secret);
            },
            cancellationToken);
    }
}
