using Channels.Domain.Access;
using MediatR;

namespace Channels.App.Api.V1;

/// <summary>The way from the API to the use cases: the pages' own, with the holder of a key as the sender.</summary>
internal sealed class KeyDispatcher(IServiceScopeFactory scopes)
{
    /// <summary>As <see cref="KeyDoor"/> just found them.</summary>
    public Actor Holder { get; set; } = Actor.Nobody;

    public Task<T> SendAsync<T>(IRequest<T> request, CancellationToken cancellationToken) =>
        scopes.SendAsync(sender => sender.BecomeKey(Holder), request, cancellationToken);
}
