using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Observe;

/// <summary>A gateway learnt the account's name or picture; null leaves what is known.</summary>
[AllowedTo(Role.Gateway)]
public sealed record ObserveProfile(ChannelId Id, string? Name, Picture? Picture) : IRequest;

internal sealed class ObserveProfileHandler(IChannelStore store) : IRequestHandler<ObserveProfile>
{
    public Task<Unit> Handle(ObserveProfile request, CancellationToken cancellationToken) =>
        store.WriteAsync(
            async transaction =>
            {
                if (await transaction.FindAsync(request.Id) is { } channel)
                {
                    channel.Introduce(ProfileText.Clean(request.Name), request.Picture?.Tag);
                    if (request.Picture is not null)
                    {
                        await transaction.PutPictureAsync(request.Id, request.Picture);
                    }
                }

                return Unit.Value;
            },
            cancellationToken);
}
