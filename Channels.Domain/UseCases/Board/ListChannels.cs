using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Jobs;
using MediatR;

namespace Channels.Domain.UseCases.Board;

[AllowedTo(Role.Operator, Role.Administrator)]
[AllowedToKeys(ApiScope.ChannelsRead, About.WhatIsReached)]
public sealed record ListChannels : IRequest<ChannelList>;

/// <param name="Limit">How many channels the contract allows.</param>
/// <param name="Methods">The ways to connect a new one.</param>
/// <param name="Pending">See <see cref="ListPending"/>.</param>
public sealed record ChannelList(
    IReadOnlyList<ChannelSnapshot> Channels,
    int Limit,
    IReadOnlyList<OfferedMethod> Methods,
    IReadOnlyList<PendingJob> Pending)
{
    /// <summary>Of each channel.</summary>
    public IReadOnlyList<ChannelProof> Proofs { get; init; } = [];

    /// <summary>Of the channels for which there is anything to say.</summary>
    public IReadOnlyList<ChannelOutlook> Outlooks { get; init; } = [];

    /// <inheritdoc cref="ServerClock.AheadOf"/>
    public TimeSpan? ClockAhead { get; init; }
}

internal sealed class ListChannelsHandler(
    IChannelStore store, IActor actor, IPlan plan, Gateways gateways, IConfirmations confirmations, IOutlooks outlooks)
    : IRequestHandler<ListChannels, ChannelList>
{
    public async Task<ChannelList> Handle(ListChannels request, CancellationToken cancellationToken)
    {
        var who = await actor.ReadAsync(cancellationToken);
        var channels = (await store.ListAsync(cancellationToken)).Where(x => who.Reaches(x.Id)).ToList();
        var signs = await store.ListSignsAsync(cancellationToken);
        var signsOf = signs.ToDictionary(x => x.Channel);
        IReadOnlyList<PendingJob> pending = who.Key is null ? await store.ListPendingAsync(cancellationToken) : [];
        return new ChannelList(channels, plan.ConnectionLimit, gateways.Offered, pending)
        {
            Proofs = [.. channels.Select(x => ChannelProof.Of(x.Id, confirmations.Find(x.Id), signsOf.GetValueOrDefault(x.Id)))],
            Outlooks = [.. outlooks.Outlooks.Where(x => who.Reaches(x.Id))],
            ClockAhead = ServerClock.AheadOf(signs),
        };
    }
}
