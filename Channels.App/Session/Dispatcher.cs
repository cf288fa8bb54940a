using System.Security.Claims;
using Channels.Domain.Access;
using MediatR;
using Microsoft.AspNetCore.Components.Authorization;

namespace Channels.App.Session;

/// <summary>
/// The one way from pages and endpoints to the use cases. Each request gets a DI scope of its own, because a circuit's
/// scope lives for hours, and the scope is told who sends, and in which session.
/// </summary>
public sealed class Dispatcher(IServiceScopeFactory scopes, AuthenticationStateProvider signedIn, Reader reader)
{
    /// <summary>Sends as the person of this circuit or page.</summary>
    public async Task<T> SendAsync<T>(IRequest<T> request, CancellationToken cancellationToken = default) =>
        await SendAsync((await signedIn.GetAuthenticationStateAsync()).User, reader.Client, request, cancellationToken);

    /// <summary>Sends as the person of an HTTP request.</summary>
    public Task<T> SendAsAsync<T>(ClaimsPrincipal? user, IRequest<T> request, CancellationToken cancellationToken = default) =>
        SendAsync(user, Client.Unknown, request, cancellationToken);

    /// <summary>The same, and says where it comes from: of what leaves a trace, that is part.</summary>
    public Task<T> SendFromAsync<T>(HttpContext http, IRequest<T> request) =>
        SendAsync(http.User, ClientOf(http), request, http.RequestAborted);

    /// <summary>Reads from the store who the person of this circuit is now.</summary>
    public async Task<Actor> ReadActorAsync()
    {
        await using var scope = scopes.CreateAsyncScope();
        Become(scope.ServiceProvider.GetRequiredService<Sender>(), (await signedIn.GetAuthenticationStateAsync()).User);
        return await scope.ServiceProvider.GetRequiredService<IActor>().ReadAsync(CancellationToken.None);
    }

    internal static Client ClientOf(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress;
        return new Client(
            http.Request.Headers.UserAgent.ToString(),
            (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString());
    }

    private Task<T> SendAsync<T>(ClaimsPrincipal? user, Client client, IRequest<T> request, CancellationToken cancellationToken) =>
        scopes.SendAsync(
            sender =>
            {
                Become(sender, user);
                sender.Client = client;
            },
            request,
            cancellationToken);

    private static void Become(Sender sender, ClaimsPrincipal? user) =>
        sender.BecomePerson(user?.FindFirstValue(ClaimTypes.NameIdentifier), user is null ? null : SessionCookie.SessionOf(user));
}
