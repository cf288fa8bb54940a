using System.Reflection;
using MediatR;

namespace Channels.Domain.Access;

/// <summary>Refuses a request to a key without the scope for it, and what is about a channel that the key does not reach.</summary>
public sealed class KeyCheck<TRequest, TResponse>(IActor actor, IKeyReach reach) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
{
    private static readonly AllowedToKeysAttribute? Allowed = typeof(TRequest).GetCustomAttribute<AllowedToKeysAttribute>();

    private static readonly PropertyInfo? Subject =
        Allowed is null or { About: About.All or About.WhatIsReached } ? null : typeof(TRequest).GetProperty(Allowed.Property)
            ?? throw new InvalidOperationException($"{typeof(TRequest).Name} has no {Allowed.Property}.");

    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if ((await actor.ReadAsync(cancellationToken)).Key is { } grant)
        {
            if (Allowed is null || !grant.Scopes.Contains(Allowed.Scope))
            {
                throw Allowed is null ? new RuleViolation(Rule.NotAllowed) : new RuleViolation(Rule.ScopeMissing, ApiScopes.TextOf(Allowed.Scope));
            }

            await RequireReachAsync(grant, request, cancellationToken);
        }

        return await next();
    }

    private async Task RequireReachAsync(KeyGrant grant, TRequest request, CancellationToken cancellationToken)
    {
        if (grant.Channels is not { } reached || Allowed!.About == About.WhatIsReached)
        {
            return;
        }

        if (Allowed.About == About.All)
        {
            throw new RuleViolation(Rule.KeyIsLimited);
        }

        var subject = Subject!.GetValue(request) switch
        {
            ChannelId id => id.Value,
            Guid id => id,
            var other => throw new InvalidOperationException($"{typeof(TRequest).Name} says nothing to look for: {other}."),
        };
        var channel = await reach.FindChannelAsync(Allowed.About, subject, cancellationToken);
        if (channel is not { } found || !reached.Contains(found))
        {
            // Whoever was limited to one that is gone is told where its things went, which they do not reach.
            throw Allowed.About == About.Channel && channel is { } successor && successor.Value != subject
                && await reach.HasReachedAsync(grant.Id, new ChannelId(subject), cancellationToken)
                ? new RuleViolation(Rule.ChannelMoved, successor)
                : new RuleViolation(NotFound(Allowed.About));
        }
    }

    private static Rule NotFound(About about) => about switch
    {
        About.Channel => Rule.ChannelNotFound,
        About.Conversation => Rule.ConversationNotFound,
        About.Item => Rule.ItemNotFound,
        _ => Rule.MessageNotFound,
    };
}
