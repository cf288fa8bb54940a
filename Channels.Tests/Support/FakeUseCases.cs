using System.Collections.Concurrent;
using MediatR;

namespace Channels.Tests.Support;

/// <summary>Answers requests in the place of the use cases, and remembers them.</summary>
public sealed class FakeUseCases : IMediator
{
    private readonly ConcurrentDictionary<Type, Func<object, Task<object?>>> _answers = new();
    private readonly ConcurrentQueue<object> _sent = new();

    public IReadOnlyCollection<object> Sent => _sent;

    public FakeUseCases Answer<TRequest, TAnswer>(Func<TRequest, TAnswer> answer)
        where TRequest : IRequest<TAnswer>
    {
        _answers[typeof(TRequest)] = request => Task.FromResult<object?>(answer((TRequest)request));
        return this;
    }

    /// <summary>Answers when <paramref name="answer"/> is done.</summary>
    public FakeUseCases AnswerLater<TRequest, TAnswer>(Task<TAnswer> answer)
        where TRequest : IRequest<TAnswer>
    {
        _answers[typeof(TRequest)] = async _ => await answer;
        return this;
    }

    public FakeUseCases Fail<TRequest>(Exception exception)
    {
        _answers[typeof(TRequest)] = _ => Task.FromException<object?>(exception);
        return this;
    }

    public int Count<TRequest>() => _sent.OfType<TRequest>().Count();

    public async Task<TResponse> Send<TResponse>(IRequest<TResponse> request, CancellationToken cancellationToken = default)
    {
        _sent.Enqueue(request);
        return _answers.TryGetValue(request.GetType(), out var answer)
            ? (TResponse)(await answer(request))!
            : throw new InvalidOperationException($"Nobody said what {request.GetType().Name} answers.");
    }

    public Task<object?> Send(object request, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task Publish(object notification, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task Publish<TNotification>(TNotification notification, CancellationToken cancellationToken = default)
        where TNotification : INotification => throw new NotSupportedException();
}
