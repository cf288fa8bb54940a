using Channels.Domain.Access;
using Channels.Domain.LinkedData;
using Channels.Domain.Ports;
using FluentValidation;
using MediatR;

namespace Channels.Domain.UseCases.Linked;

/// <summary>
/// Another module hangs a prompt, follow-up, schedule or integration on a channel; again with the same id it renames,
/// dates or moves it. The id of a removed channel means the one that took over.
/// </summary>
/// <param name="Item">The other module's own id, of one kind for good.</param>
[AllowedTo(Role.Module)]
public sealed record LinkItem(
    Guid Item, LinkedKind Kind, ChannelId Channel, string Title, DateTimeOffset? DueAt = null) : IRequest<ChannelId>;

internal sealed class LinkItemValidator : AbstractValidator<LinkItem>
{
    public LinkItemValidator()
    {
        RuleFor(x => x.Title).Keeps(ItemChecks.Title);
    }
}

internal sealed class LinkItemHandler(IChannelStore store) : IRequestHandler<LinkItem, ChannelId>
{
    public Task<ChannelId> Handle(LinkItem request, CancellationToken cancellationToken) =>
        store.WriteAsync(
            async transaction =>
            {
                var route = await transaction.ResolveAsync(request.Channel);
                var channel = await transaction.LoadAsync(route.Channel);
                var item = await transaction.Linked.FindItemAsync(request.Item);
                if (item is { IsOurs: true })
                {
                    throw new RuleViolation(Rule.ItemIsOurs);
                }

                if (item is null)
                {
                    item = LinkedItem.Create(request.Item, request.Kind);
                    transaction.Linked.Add(item);
                }

                item.Link(channel.Id, request.Title, request.DueAt);
                return channel.Id;
            },
            cancellationToken);
}
