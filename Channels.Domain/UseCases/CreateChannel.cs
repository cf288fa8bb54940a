using Channels.Domain.Access;
using Channels.Domain.Ports;
using FluentValidation;
using MediatR;

namespace Channels.Domain.UseCases;

[AllowedTo(Role.Administrator)]
public sealed record CreateChannel(string Name, ConnectionMethod Method) : IRequest<ChannelSnapshot>;

internal sealed class CreateChannelValidator : AbstractValidator<CreateChannel>
{
    public CreateChannelValidator() => RuleFor(x => x.Name).Keeps(ChannelName.Check);
}

internal sealed class CreateChannelHandler(
    IChannelStore store, IPlan plan, IActor actor, Gateways gateways, TimeProvider time)
    : IRequestHandler<CreateChannel, ChannelSnapshot>
{
    public async Task<ChannelSnapshot> Handle(CreateChannel request, CancellationToken cancellationToken)
    {
        gateways.Working(request.Method);
        var name = ChannelName.Parse(request.Name);
        var who = await actor.ReadAsync(cancellationToken);

        return await store.WriteAsync(
            async transaction =>
            {
                var limit = plan.ConnectionLimit;
                if (await transaction.CountAsync() >= limit)
                {
                    throw new RuleViolation(Rule.LimitReached, limit);
                }

                if (await transaction.IsNameTakenAsync(name, except: null))
                {
                    throw new RuleViolation(Rule.NameTaken, name.Value);
                }

                var channel = Channel.Create(name, request.Method, who.Name, time.GetUtcNow());
                transaction.Add(channel);
                return channel.Snapshot();
            },
            cancellationToken);
    }
}
