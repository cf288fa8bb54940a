using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Domain.Access;

public static class ScopedSending
{
    /// <summary>Sends one request in a scope of its own, whose sender is whoever <paramref name="become"/> makes it.</summary>
    public static async Task<T> SendAsync<T>(
        this IServiceScopeFactory scopes, Action<Sender> become, IRequest<T> request, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        become(scope.ServiceProvider.GetRequiredService<Sender>());
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, cancellationToken);
    }
}
