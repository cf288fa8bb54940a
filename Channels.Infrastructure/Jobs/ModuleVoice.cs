using Channels.Domain.Access;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Infrastructure.Jobs;

/// <summary>How the console's own work sends its requests: each in a scope of its own.</summary>
internal sealed class ModuleVoice(IServiceScopeFactory scopes)
{
    public Task<T> SendAsync<T>(IRequest<T> request, CancellationToken cancellationToken) =>
        scopes.SendAsync(sender => sender.BecomeModule(), request, cancellationToken);
}
