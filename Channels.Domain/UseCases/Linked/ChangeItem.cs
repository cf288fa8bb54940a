using Channels.Domain.Access;
using Channels.Domain.LinkedData;
using Channels.Domain.Ports;
using FluentValidation;
using MediatR;

namespace Channels.Domain.UseCases.Linked;

/// <summary>Another system's prompt, follow-up, schedule or integration is called, due or done otherwise, or hangs on another channel.</summary>
[AllowedTo(Role.Module)]
[AllowedToKeys(ApiScope.LinkedWrite, About.Item, nameof(Item))]
public sealed record ChangeItem(Guid Item, ItemChange Change) : IRequest<LinkedItem>;

/// <summary>What is to be another; null for what stays.</summary>
public sealed record ItemChange(string? Title, ItemState? State, DateTimeOffset? DueAt, ChannelId? Channel);

internal sealed class ChangeItemValidator : AbstractValidator<ChangeItem>
{
    public ChangeItemValidator() => RuleFor(x => x.Change.Title!).Keeps(ItemChecks.Title).When(x => x.Change.Title is not null);
}

internal sealed class ChangeItemHandler(IChannelStore store, IActor actor) : IRequestHandler<ChangeItem, LinkedItem>
{
    public async Task<LinkedItem> Handle(ChangeItem request, CancellationToken cancellationToken)
    {
        var who = await actor.ReadAsync(cancellationToken);
        return await store.WriteAsync(
            async transaction =>
            {
                var item = await transaction.Linked.LoadTheirsAsync(request.Item);
                var change = request.Change;
                var hangs = change.Channel ?? item.Channel ?? throw new RuleViolation(Rule.ItemNotLinked);
                if (!who.Reaches(hangs))
                {
                    throw new RuleViolation(Rule.ChannelNotFound);
                }

                var channel = await transaction.LoadAsync((await transaction.ResolveAsync(hangs)).Channel);
                channel.EnsureStays();
                item.Link(channel.Id, change.Title ?? item.Title, change.DueAt ?? item.DueAt);
                item.Become(change.State ?? item.State);
                return item;
            },
            cancellationToken);
    }
}
