using Channels.Domain.Access;
using Channels.Domain.LinkedData;
using Channels.Domain.Ports;
using FluentValidation;
using MediatR;

namespace Channels.Domain.UseCases.Linked;

/// <summary>
/// Another system hangs a prompt, follow-up, schedule or integration on a channel. Again with the same external id it renames,
/// dates or moves what is there.
/// </summary>
[AllowedTo(Role.Module)]
[AllowedToKeys(ApiScope.LinkedWrite, About.Channel, nameof(Channel))]
public sealed record PutItem(ChannelId Channel, LinkedKind Kind, ItemOrder Order) : IRequest<PutItemAnswer>
{
    /// <summary>Of a new one; the same once more makes no second one.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();
}

/// <param name="ExternalId">The other system's own id; null where it has none.</param>
public sealed record ItemOrder(string Title, ItemState State = ItemState.Active, DateTimeOffset? DueAt = null, string? ExternalId = null);

/// <param name="IsNew">It was not there before.</param>
public sealed record PutItemAnswer(LinkedItem Item, bool IsNew);

internal sealed class PutItemValidator : AbstractValidator<PutItem>
{
    public PutItemValidator()
    {
        RuleFor(x => x.Kind).Keeps(kind => kind == LinkedKind.Conversation ? new RuleViolation(Rule.ItemNotFound) : null);
        RuleFor(x => x.Order.Title).Keeps(ItemChecks.Title);
        RuleFor(x => x.Order.ExternalId!).Keeps(id => id is { Length: 0 or > LinkedItem.MaxExternalId } ? Rule.ExternalIdInvalid : null);
    }
}

internal sealed class PutItemHandler(IChannelStore store, IActor actor) : IRequestHandler<PutItem, PutItemAnswer>
{
    public async Task<PutItemAnswer> Handle(PutItem request, CancellationToken cancellationToken)
    {
        var who = await actor.ReadAsync(cancellationToken);
        var source = who.Key?.Speaks ?? "";
        return await store.WriteAsync(
            async transaction =>
            {
                var channel = await transaction.LoadAsync((await transaction.ResolveAsync(request.Channel)).Channel);
                channel.EnsureStays();
                var order = request.Order;
                var known = order.ExternalId is { } external
                    ? await transaction.Linked.FindItemAsync(source, external)
                    : await transaction.Linked.FindItemAsync(request.Id);
                if (known is not null && (known.Kind != request.Kind || (known.Channel is { } hangs && !who.Reaches(hangs))))
                {
                    throw new RuleViolation(Rule.ExternalIdTaken, order.ExternalId ?? "");
                }

                var item = known ?? LinkedItem.Of(request.Id, request.Kind, source, order.ExternalId);
                if (known is null)
                {
                    transaction.Linked.Add(item);
                }

                item.Link(channel.Id, order.Title, order.DueAt);
                item.Become(order.State);
                return new PutItemAnswer(item, known is null);
            },
            cancellationToken);
    }
}

internal static class ItemChecks
{
    public static Rule? Title(string? title) => title switch
    {
        _ when string.IsNullOrWhiteSpace(title) => Rule.TitleRequired,
        { Length: > LinkedItem.MaxTitle } => Rule.TitleTooLong,
        _ => null,
    };
}
