using Channels.Domain.Access;
using Channels.Domain.LinkedData;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Linked;

/// <summary>One prompt, follow-up, schedule or integration.</summary>
[AllowedTo(Role.Administrator)]
[AllowedToKeys(ApiScope.LinkedRead, About.Item, nameof(Item))]
public sealed record FindItem(Guid Item) : IRequest<LinkedItem>;

internal sealed class FindItemHandler(ILinkedReader linked) : IRequestHandler<FindItem, LinkedItem>
{
    public async Task<LinkedItem> Handle(FindItem request, CancellationToken cancellationToken) =>
        await linked.FindItemAsync(request.Item, cancellationToken) ?? throw new RuleViolation(Rule.ItemNotFound);
}
