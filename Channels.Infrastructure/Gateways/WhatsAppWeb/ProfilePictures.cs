using System.Security.Cryptography;
using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>
/// Fetches the picture of an account, the way that its line goes. Nice to have: whatever goes wrong is logged and there is none.
/// </summary>
internal sealed partial class ProfilePictures(
    IHttpClientFactory clients, ISessionKeys keys, IOptions<WhatsAppWebOptions> options, ILogger<ProfilePictures> logger)
{
    public const string Client = "WhatsAppWebPictures";

    private const int MaxBytes = 200_000;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    // Where WhatsApp keeps pictures.
    private static readonly string[] WhatsAppHosts = [".whatsapp.net", ".fbcdn.net"];

    /// <returns>Whether it is known how the picture is; the picture, where there is one.</returns>
    public async Task<(bool Found, Picture? Picture)> FetchAsync(ChannelId id, ISidecarLine line, CancellationToken cancellationToken)
    {
        try
        {
            var address = await line.FindPictureAsync();
            if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || !IsAllowed(url, options.Value.ServerUrl))
            {
                return (true, null);
            }

            using var client = ProxyRoute.Of(await keys.ReadProxyAsync(id, cancellationToken)) is { } proxy
                ? new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, Proxy = proxy.ToWebProxy() })
                : clients.CreateClient(Client);
            client.Timeout = Deadline;
            client.MaxResponseContentBufferSize = MaxBytes;
            var bytes = await client.GetByteArrayAsync(url, cancellationToken);
            return (true, bytes is [0xFF, 0xD8, 0xFF, ..] ? new Picture(TagOf(bytes), bytes) : null);
        }
        catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
        {
            // The address carries a token, and some exceptions quote it.
            Log.NoPicture(logger, id, problem.GetType().Name);
            return (false, null);
        }
        catch (OperationCanceledException)
        {
            return (false, null);
        }
    }

    /// <summary>
    /// The address comes from the server that we speak to, which must not make this machine ask whatever it likes:
    /// only WhatsApp's own hosts and the configured server's.
    /// </summary>
    internal static bool IsAllowed(Uri url, Uri? server) => url.Scheme switch
    {
        _ when server is { IsLoopback: true } && url.IsLoopback => url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps,
        _ when url.Scheme != Uri.UriSchemeHttps => false,
        _ when WhatsAppHosts.Any(host => url.Host.EndsWith(host, StringComparison.OrdinalIgnoreCase)) => true,
        _ => server is not null && url.Host.Equals(server.Host, StringComparison.OrdinalIgnoreCase),
    };

    private static string TagOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..16];

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "WhatsApp Web {Channel}: no profile picture ({Problem})")]
        public static partial void NoPicture(ILogger logger, ChannelId channel, string problem);
    }
}
