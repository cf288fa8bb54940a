using System.Reflection;
using MediatR;

namespace Channels.Domain.Access;

/// <summary>
/// Refuses a request whose sender may not send it. Role and enabled flag are read at each request, so that a demoted
/// or disabled person is refused in circuits that were opened before.
/// </summary>
public sealed class RequireRole<TRequest, TResponse>(IActor actor) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
{
    private static readonly IReadOnlyList<Role> Allowed =
        typeof(TRequest).GetCustomAttribute<AllowedToAttribute>()?.Roles
        ?? throw new InvalidOperationException($"{typeof(TRequest).Name} does not say who may send it.");

    public async Task<TResponse> Handle(
        TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var sender = await actor.ReadAsync(cancellationToken);
        return Allowed.Contains(sender.Role) ? await next() : throw new RuleViolation(Rule.NotAllowed);
    }
}
