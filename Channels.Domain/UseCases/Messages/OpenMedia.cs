using Channels.Domain.Access;
using Channels.Domain.Messages;
using Channels.Domain.Ports;
using MediatR;

namespace Channels.Domain.UseCases.Messages;

/// <summary>The medium of a message that came in, for whoever reads it to the end.</summary>
/// <param name="Id">The message's.</param>
[AllowedTo(Role.Administrator)]
[AllowedToKeys(ApiScope.MessagesRead, About.Message)]
public sealed record OpenMedia(Guid Id) : IRequest<MediaFile>;

internal sealed class OpenMediaHandler(IMessageLog log, IEnumerable<IMediaSource> sources) : IRequestHandler<OpenMedia, MediaFile>
{
    public async Task<MediaFile> Handle(OpenMedia request, CancellationToken cancellationToken)
    {
        var message = await log.FindAsync(request.Id, cancellationToken) ?? throw new RuleViolation(Rule.MessageNotFound);
        if (message.Says is null && message.Type.HasMedia())
        {
            throw new RuleViolation(Rule.MediaGone);
        }

        var media = MediaReference.Of(message.Channel, message.Type, message.Says) ?? throw new RuleViolation(Rule.NoMedia);
        var source = sources.FirstOrDefault(x => x.Has(media)) ?? throw new RuleViolation(Rule.MediaGone);
        return new MediaFile(await source.OpenAsync(media, cancellationToken), media.Text("mimetype"), media.Text("file_name"));
    }
}
