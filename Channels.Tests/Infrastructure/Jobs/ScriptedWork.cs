using Channels.Domain.Access;
using Channels.Infrastructure.Jobs;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Infrastructure.Jobs;

/// <summary>Answers what a worker asks for as the test says.</summary>
internal sealed class ScriptedWork : IMediator, IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public ScriptedWork()
    {
        _services = new ServiceCollection().AddScoped<Sender>().AddSingleton<IMediator>(this).BuildServiceProvider();
        Voice = new ModuleVoice(_services.GetRequiredService<IServiceScopeFactory>());
    }

    public ModuleVoice Voice { get; }

    public required Func<object, CancellationToken, Task<object>> Answer { get; init; }

    public async Task<TResponse> Send<TResponse>(IRequest<TResponse> request, CancellationToken cancellationToken = default) =>
        (TResponse)await Answer(request, cancellationToken);

    public Task<object?> Send(object request, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task Publish(object notification, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task Publish<TNotification>(TNotification notification, CancellationToken cancellationToken = default)
        where TNotification : INotification => throw new NotSupportedException();

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
