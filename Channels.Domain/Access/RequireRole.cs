using System.Reflection;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Channels.Domain.Access;

/// <summary>
/// Refuses a request whose sender may not send it. Role and enabled flag are read at each request, so that a demoted
/// or disabled person is refused in circuits that were opened before. For keys <see cref="KeyCheck{TRequest, TResponse}"/> decides.
/// </summary>
public sealed partial class RequireRole<TRequest, TResponse>(IActor actor, ILogger<RequireRole<TRequest, TResponse>> logger)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
{
    private static readonly IReadOnlyList<Role> Allowed =
        typeof(TRequest).GetCustomAttribute<AllowedToAttribute>()?.Roles
        ?? throw new InvalidOperationException($"{typeof(TRequest).Name} does not say who may send it.");

    public async Task<TResponse> Handle(
        TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var sender = await actor.ReadAsync(cancellationToken);
        if (Allowed.Contains(sender.Role) || sender.Role == Role.ApiKey)
        {
            return await next();
        }

        LogRefused(logger, typeof(TRequest).Name, sender.UserId);
        throw new RuleViolation(Rule.NotAllowed);
    }

    [LoggerMessage(LogLevel.Warning, "{Request} was refused to {User}")]
    private static partial void LogRefused(ILogger logger, string request, string? user);
}
