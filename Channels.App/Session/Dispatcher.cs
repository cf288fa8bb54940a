using System.Security.Claims;
using Channels.Domain.Access;
using MediatR;
using Microsoft.AspNetCore.Components.Authorization;

namespace Channels.App.Session;

/// <summary>
/// The one way from pages and endpoints to the use cases. Each request gets a DI scope of its own, because a circuit's
/// scope lives for hours, and the scope is told who sends, and in which session.
/// </summary>
public sealed class Dispatcher(IServiceScopeFactory scopes, AuthenticationStateProvider signedIn)
{
    /// <summary>Sends as the person of this circuit or page.</summary>
    public async Task<T> SendAsync<T>(IRequest<T> request, CancellationToken cancellationToken = default) =>
        await SendAsAsync((await signedIn.GetAuthenticationStateAsync()).User, request, cancellationToken);

    /// <summary>Sends as the person of an HTTP request.</summary>
    public Task<T> SendAsAsync<T>(ClaimsPrincipal? user, IRequest<T> request, CancellationToken cancellationToken = default) =>
        scopes.SendAsync(sender => Become(sender, user), request, cancellationToken);

    /// <summary>The same, and says where it comes from, which counts for whoever is not signed in yet.</summary>
    public Task<T> SendFromAsync<T>(HttpContext http, IRequest<T> request) => scopes.SendAsync(
        sender =>
        {
            Become(sender, http.User);
            sender.Client = new Client(http.Request.Headers.UserAgent.ToString(), http.Connection.RemoteIpAddress?.ToString());
        },
        request,
        http.RequestAborted);

    /// <summary>Reads from the store who the person of this circuit is now.</summary>
    public async Task<Actor> ReadActorAsync()
    {
        await using var scope = scopes.CreateAsyncScope();
        Become(scope.ServiceProvider.GetRequiredService<Sender>(), (await signedIn.GetAuthenticationStateAsync()).User);
        return await scope.ServiceProvider.GetRequiredService<IActor>().ReadAsync(CancellationToken.None);
    }

    private static void Become(Sender sender, ClaimsPrincipal? user) =>
        sender.BecomePerson(user?.FindFirstValue(ClaimTypes.NameIdentifier), user is null ? null : SessionCookie.SessionOf(user));
}
