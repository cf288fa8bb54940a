using Channels.Domain.Access;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Infrastructure.Jobs;

/// <summary>How the console's own work sends its requests: each in a scope of its own.</summary>
internal sealed class ModuleVoice(IServiceScopeFactory scopes)
{
    public async Task<T> SendAsync<T>(IRequest<T> request, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Sender>().BecomeModule();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, cancellationToken);
    }
}
