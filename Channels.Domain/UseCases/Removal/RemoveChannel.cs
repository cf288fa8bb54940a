using Channels.Domain.Access;
using Channels.Domain.LinkedData;
using Channels.Domain.Ports;
using Channels.Domain.Sending;
using FluentValidation;
using MediatR;

namespace Channels.Domain.UseCases.Removal;

/// <summary>
/// Removes a channel. One transaction moves everything live to the destination, from which moment the old id means the
/// destination for every writer; <see cref="ContinueRemoval"/> moves the rest. With nothing linked it is gone at once.
/// </summary>
/// <param name="Destination">The channel that takes over; none where nothing is linked or a successor is made.</param>
/// <param name="Successor">A new channel, made in the place of the removed one, that takes over.</param>
/// <param name="Seen">What the person saw.</param>
/// <param name="Waiting">What becomes of the messages that wait to be sent.</param>
[AllowedTo(Role.Administrator)]
[AllowedToKeys(ApiScope.ChannelsRemove, About.Channel)]
public sealed record RemoveChannel(
    ChannelId Id, ChannelId? Destination, Successor? Successor, RemovalSeen Seen, WaitingAnswer Waiting = WaitingAnswer.Ask)
    : IRequest<RemovalReceipt>;

public sealed record Successor(string Name, ConnectionMethod Method);

internal sealed class RemoveChannelValidator : AbstractValidator<RemoveChannel>
{
    public RemoveChannelValidator() =>
        RuleFor(x => x.Successor!.Name).Keeps(ChannelName.Check).When(x => x.Successor is not null);
}

internal sealed class RemoveChannelHandler(
    IChannelStore store, IActor actor, Gateways gateways, IBackgroundWork background, ISendBell bell, TimeProvider time)
    : IRequestHandler<RemoveChannel, RemovalReceipt>
{
    public async Task<RemovalReceipt> Handle(RemoveChannel request, CancellationToken cancellationToken)
    {
        if (request.Successor is { } successor)
        {
            gateways.Working(successor.Method);
        }

        var who = await actor.ReadAsync(cancellationToken);
        var receipt = await store.WriteAsync(
            async transaction =>
            {
                var channel = await transaction.LoadAsync(request.Id);
                channel.EnsureStays();
                var counts = await transaction.Linked.CountAsync(request.Id);
                var queued = await transaction.Sending.CountWaitingAsync(request.Id);
                var linked = counts.Any || queued > 0 || await transaction.IsTakingOverAsync(request.Id);
                await RemovalRecheck.CompareAsync(transaction, request, linked);
                var destination = linked || request.Destination is not null || request.Successor is not null
                    ? await RemovalRecheck.FindDestinationAsync(transaction, request)
                    : null;
                return await BeginAsync(transaction, channel, destination, request, counts, queued, who);
            },
            cancellationToken);
        background.Wake();
        if (receipt.Destination is { } destination)
        {
            bell.Ring(destination);
        }

        return receipt;
    }

    private async Task<RemovalReceipt> BeginAsync(
        IChannelTransaction transaction, Channel channel, Channel? destination, RemoveChannel request, LinkedCounts counts, int queued, Actor who)
    {
        var now = time.GetUtcNow();
        destination ??= request.Successor is { } successor ? await SucceedAsync(transaction, channel, successor, who, now) : null;
        var receipt = RemovalReceipt.Of(channel, destination, who, now);
        transaction.Add(receipt);
        transaction.Add(GatewayJob.For(channel, now));
        if (destination is null)
        {
            receipt.Finish(now);
            channel.Removed(who.Name, now);
            transaction.Remove(channel);
            return receipt;
        }

        channel.BeginRemoval(destination.Name.Value, counts.Resting, who.Name, now);
        destination.TakeOver(channel, who.Name, now);
        var integrations = await transaction.Linked.ListIntegrationsAsync(channel.Id);
        await transaction.RedirectAsync(channel, destination.Id);
        var continued = await transaction.Linked.MoveLiveAsync(channel.Id, destination.Id);
        var answered = await transaction.Sending.MoveAsync(channel.Id, destination, request.Waiting, now);
        if (request.Waiting != WaitingAnswer.Ask)
        {
            destination.Decided(request.Waiting == WaitingAnswer.Send, answered, through: null, who.Name, now);
        }

        receipt.Tell(counts, continued, [.. integrations.Select(x => x.Title)]);
        receipt.TellQueue(queued, request.Waiting);
        return receipt;
    }

    // The slot of the one that goes is free, so that the limit is not asked; its name is free too.
    private static async Task<Channel> SucceedAsync(
        IChannelTransaction transaction, Channel channel, Successor successor, Actor who, DateTimeOffset now)
    {
        var name = ChannelName.Parse(successor.Name);
        await FreeNames.RequireAsync(transaction, name, except: channel.Id);
        var created = Channel.Create(name, successor.Method, who.Name, now);
        transaction.Add(created);
        return created;
    }
}
