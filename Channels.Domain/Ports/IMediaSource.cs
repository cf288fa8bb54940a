using Channels.Domain.Messages;

namespace Channels.Domain.Ports;

/// <summary>Where the media lie that came by one way to connect.</summary>
public interface IMediaSource
{
    /// <summary>Whether it is one of its own.</summary>
    bool Has(MediaReference media);

    /// <exception cref="RuleViolation"><see cref="Rule.MediaGone"/>, <see cref="Rule.MediaTooLarge"/></exception>
    /// <exception cref="GatewayUnavailable">The other side does not answer.</exception>
    Task<Stream> OpenAsync(MediaReference media, CancellationToken cancellationToken);
}
