using Channels.Domain.Access;
using Channels.Domain.Events;
using Channels.Domain.Ports;
using Channels.Domain.Webhooks;
using FluentValidation;

namespace Channels.Domain.UseCases.Webhooks;

internal sealed class WebhookOrderValidator : AbstractValidator<WebhookOrder>
{
    public WebhookOrderValidator(IWebhookGuard guard)
    {
        RuleFor(x => x.Address).Keeps(address => string.IsNullOrWhiteSpace(address) ? new RuleViolation(Rule.WebhookAddressRequired) : guard.Check(address.Trim()));
        RuleFor(x => x.Types).Keeps(types => types.FirstOrDefault(x => !EventTypes.All.Contains(x)) is { } unknown ? new RuleViolation(Rule.EventTypeUnknown, unknown) : null);
        RuleFor(x => x).Keeps(order => order.Channels is { Count: 0 } ? new RuleViolation(Rule.EndpointHearsNothing) : null);
    }
}
