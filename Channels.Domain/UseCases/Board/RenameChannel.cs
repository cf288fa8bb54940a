using Channels.Domain.Access;
using Channels.Domain.Ports;
using FluentValidation;
using MediatR;

namespace Channels.Domain.UseCases.Board;

/// <param name="Seen">The name that the person saw while typing the new one.</param>
[AllowedTo(Role.Administrator)]
[AllowedToKeys(ApiScope.ChannelsWrite, About.Channel)]
public sealed record RenameChannel(ChannelId Id, string Name, string Seen) : IRequest<ChannelSnapshot>;

internal sealed class RenameChannelValidator : AbstractValidator<RenameChannel>
{
    public RenameChannelValidator() => RuleFor(x => x.Name).Keeps(ChannelName.Check);
}

internal sealed class RenameChannelHandler(IChannelStore store, IActor actor, TimeProvider time)
    : IRequestHandler<RenameChannel, ChannelSnapshot>
{
    public async Task<ChannelSnapshot> Handle(RenameChannel request, CancellationToken cancellationToken)
    {
        var name = ChannelName.Parse(request.Name);
        var who = await actor.ReadAsync(cancellationToken);

        return await store.WriteAsync(
            async transaction =>
            {
                var channel = await transaction.LoadAsync(request.Id);
                await FreeNames.RequireAsync(transaction, name, except: request.Id);
                channel.Rename(name, request.Seen, who.Name, time.GetUtcNow());
                return channel.Snapshot();
            },
            cancellationToken);
    }
}
