using System.Security.Claims;
using Channels.Domain.Access;
using MediatR;
using Microsoft.AspNetCore.Components.Authorization;

namespace Channels.App.Session;

/// <summary>
/// The one way from pages and endpoints to the use cases. Each request gets a DI scope of its own, because a circuit's
/// scope lives for hours, and the scope is told who sends.
/// </summary>
public sealed class Dispatcher(IServiceScopeFactory scopes, AuthenticationStateProvider signedIn)
{
    /// <summary>Sends as the person of this circuit or page.</summary>
    public async Task<T> SendAsync<T>(IRequest<T> request, CancellationToken cancellationToken = default) =>
        await SendAsAsync((await signedIn.GetAuthenticationStateAsync()).User, request, cancellationToken);

    /// <summary>Sends as the person of an HTTP request.</summary>
    public async Task<T> SendAsAsync<T>(
        ClaimsPrincipal? user, IRequest<T> request, CancellationToken cancellationToken = default)
    {
        await using var scope = OpenFor(user);
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, cancellationToken);
    }

    /// <summary>Reads from the store who the person of this circuit is now.</summary>
    public async Task<Actor> ReadActorAsync()
    {
        await using var scope = OpenFor((await signedIn.GetAuthenticationStateAsync()).User);
        return await scope.ServiceProvider.GetRequiredService<IActor>().ReadAsync(CancellationToken.None);
    }

    private AsyncServiceScope OpenFor(ClaimsPrincipal? user)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Sender>().BecomePerson(user?.FindFirstValue(ClaimTypes.NameIdentifier));
        return scope;
    }
}
