using Channels.Domain.Access;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Board;

[AllowedTo(Role.Operator, Role.Administrator)]
public sealed record ReadPicture(ChannelId Id, string Tag) : IRequest<Picture?>;

internal sealed class ReadPictureHandler(IChannelStore store) : IRequestHandler<ReadPicture, Picture?>
{
    public Task<Picture?> Handle(ReadPicture request, CancellationToken cancellationToken) =>
        store.FindPictureAsync(request.Id, request.Tag, cancellationToken);
}
