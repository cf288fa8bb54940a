using FluentValidation;
using MediatR;

namespace Channels.Domain.Access;

/// <summary>Refuses a request whose shape is wrong, with each broken <see cref="Rule"/> that its validators name.</summary>
public sealed class ValidateRequest<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
{
    public async Task<TResponse> Handle(
        TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var broken = new List<BrokenField>();
        foreach (var validator in validators)
        {
            var result = await validator.ValidateAsync(request, cancellationToken);
            broken.AddRange(result.Errors.Select(x => new BrokenField(
                x.PropertyName, x.CustomState as RuleViolation ?? new RuleViolation((Rule)x.CustomState))));
        }

        return broken.Count == 0 ? await next() : throw new InvalidRequest(broken);
    }
}
