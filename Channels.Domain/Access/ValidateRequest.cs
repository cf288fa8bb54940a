using FluentValidation;
using MediatR;

namespace Channels.Domain.Access;

/// <summary>Refuses a request whose shape is wrong, with the first broken <see cref="Rule"/> that its validator names.</summary>
public sealed class ValidateRequest<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
{
    public async Task<TResponse> Handle(
        TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        foreach (var validator in validators)
        {
            var result = await validator.ValidateAsync(request, cancellationToken);
            if (!result.IsValid)
            {
                throw result.Errors[0].CustomState as RuleViolation ?? new RuleViolation((Rule)result.Errors[0].CustomState);
            }
        }

        return await next();
    }
}
