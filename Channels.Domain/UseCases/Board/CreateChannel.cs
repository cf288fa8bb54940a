using Channels.Domain.Access;
using Channels.Domain.Ports;
using FluentValidation;
using MediatR;

namespace Channels.Domain.UseCases.Board;

/// <param name="Name">May be empty for the official API, which knows a verified name.</param>
[AllowedTo(Role.Administrator)]
[AllowedToKeys(ApiScope.ChannelsWrite, About.All)]
public sealed record CreateChannel(string Name, ConnectionMethod Method) : IRequest<ChannelSnapshot>
{
    /// <summary>Where whoever asks may ask twice: the same once more makes no second one.</summary>
    public ChannelId? Id { get; init; }
}

internal sealed class CreateChannelValidator : AbstractValidator<CreateChannel>
{
    public CreateChannelValidator() => RuleFor(x => x.Name).Keeps(ChannelName.Check).Unless(CreateChannelHandler.IsNameless);
}

internal sealed class CreateChannelHandler(
    IChannelStore store, IPlan plan, IActor actor, Gateways gateways, TimeProvider time)
    : IRequestHandler<CreateChannel, ChannelSnapshot>
{
    // Until the verified one is known.
    private const string ProvisionalName = "WhatsApp API Oficial";

    public static bool IsNameless(CreateChannel request) =>
        request.Method == ConnectionMethod.MetaCloud && string.IsNullOrWhiteSpace(request.Name);

    public async Task<ChannelSnapshot> Handle(CreateChannel request, CancellationToken cancellationToken)
    {
        gateways.Working(request.Method);
        var nameless = IsNameless(request);
        var who = await actor.ReadAsync(cancellationToken);

        return await store.WriteAsync(
            async transaction =>
            {
                if (request.Id is { } id && await transaction.FindAsync(id) is { } before)
                {
                    return before.Method == request.Method && (nameless || before.Name.Value == ChannelName.Parse(request.Name).Value)
                        ? before.Snapshot()
                        : throw new RuleViolation(Rule.IdempotencyKeyReused);
                }

                var limit = plan.ConnectionLimit;
                if (await transaction.CountAsync() >= limit)
                {
                    throw new RuleViolation(Rule.LimitReached, limit);
                }

                var name = (nameless ? await FreeNames.FindAsync(transaction, ProvisionalName, except: null) : null)
                    ?? ChannelName.Parse(request.Name);
                await FreeNames.RequireAsync(transaction, name, except: null);
                var channel = Channel.Create(name, request.Method, who.Name, time.GetUtcNow(), nameless, request.Id);
                transaction.Add(channel);
                return channel.Snapshot();
            },
            cancellationToken);
    }
}
