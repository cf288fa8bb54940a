using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Official;

/// <summary>Meta told how it sees a channel's number.</summary>
/// <param name="VerifiedName">The name that Meta verified: untrusted text; null where it said none.</param>
[AllowedTo(Role.Gateway)]
public sealed record ObserveOfficial(ChannelId Id, OfficialNumber Official, string? VerifiedName) : IRequest;

internal sealed class ObserveOfficialHandler(IChannelStore store) : IRequestHandler<ObserveOfficial>
{
    public Task<Unit> Handle(ObserveOfficial request, CancellationToken cancellationToken) =>
        store.WriteAsync(
            async transaction =>
            {
                if (await transaction.FindAsync(request.Id) is { } channel)
                {
                    var profile = ProfileText.Clean(request.VerifiedName);
                    channel.Introduce(profile, pictureTag: null);
                    channel.Describe(
                        request.Official,
                        channel.IsNameProvisional ? await FreeNames.FindAsync(transaction, profile, channel.Id) : null);
                }

                return Unit.Value;
            },
            cancellationToken);
}
