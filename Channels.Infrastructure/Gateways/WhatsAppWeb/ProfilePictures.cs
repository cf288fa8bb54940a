using System.Security.Cryptography;
using Channels.Domain;
using Channels.Domain.Ports;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>Fetches the picture of an account. Nice to have: whatever goes wrong is logged and there is none.</summary>
internal sealed partial class ProfilePictures(
    IHttpClientFactory clients, IOptions<WhatsAppWebOptions> options, ILogger<ProfilePictures> logger)
{
    public const string Client = "WhatsAppWebPictures";

    private const int MaxBytes = 200_000;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    public async Task<Picture?> FetchAsync(ChannelId id, ISidecarLine line, CancellationToken cancellationToken)
    {
        try
        {
            var address = await line.FindPictureAsync();
            if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || !IsAllowed(url))
            {
                return null;
            }

            using var client = clients.CreateClient(Client);
            client.Timeout = Deadline;
            client.MaxResponseContentBufferSize = MaxBytes;
            var bytes = await client.GetByteArrayAsync(url, cancellationToken);
            return bytes is [0xFF, 0xD8, 0xFF, ..] ? new Picture(TagOf(bytes), bytes) : null;
        }
        catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
        {
            // The address carries a token, and some exceptions quote it.
            Log.NoPicture(logger, id, problem.GetType().Name);
            return null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>The address comes from the server that we speak to: ours may be on this machine, WhatsApp's may not.</summary>
    private bool IsAllowed(Uri url) =>
        url.Scheme == Uri.UriSchemeHttps
        || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback && options.Value.ServerUrl is { IsLoopback: true });

    private static string TagOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..16];

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "WhatsApp Web {Channel}: no profile picture ({Problem})")]
        public static partial void NoPicture(ILogger logger, ChannelId channel, string problem);
    }
}
