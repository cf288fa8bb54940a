using Channels.Domain;
using Channels.Domain.Messages;
using Channels.Domain.Ports;
using Channels.Infrastructure.Gateways.Media;
using Channels.Infrastructure.Persistence;
using Microsoft.Extensions.Options;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb.Media;

/// <summary>Fetches what was sent to a linked device from WhatsApp's media host, the way that the line goes.</summary>
internal sealed class WebMediaSource(ISessionKeys keys, IOptions<WhatsAppWebOptions> options, MediaLimit limit, TimeProvider time) : IMediaSource
{
    private const int KeySize = 32;
    private const int HashSize = 32;

    /// <summary>With the block that fills it up, and its HMAC.</summary>
    private long Most => limit.Bytes + HashSize;

    public bool Has(MediaReference media) => media.Text("key") is not null;

    public async Task<Stream> OpenAsync(MediaReference media, CancellationToken cancellationToken)
    {
        if (BytesOf(media, "key", KeySize) is not { } key || AddressOf(media.Text("path"), options.Value.MediaHost) is not { } address)
        {
            throw new RuleViolation(Rule.MediaGone);
        }

        var client = new HttpClient(await HandlerAsync(media.Channel, cancellationToken)) { Timeout = Timeout.InfiniteTimeSpan };
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            var answer = await client.AskAsync(request, limit, Most, time, cancellationToken);
            var check = new EncryptedMedia(key, media.Type, BytesOf(media, "encrypted_sha256", HashSize), BytesOf(media, "sha256", HashSize));
            return new CheckedStream(await answer.Content.ReadAsStreamAsync(cancellationToken), client, check, Most, time);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Its sender wrote the path: whatever stands there, it is a path on WhatsApp's host.</summary>
    internal static Uri? AddressOf(string? path, Uri host) =>
        path is ['/', ..] && Uri.TryCreate(host.GetLeftPart(UriPartial.Authority) + path, UriKind.Absolute, out var address) ? address : null;

    private async Task<HttpClientHandler> HandlerAsync(ChannelId channel, CancellationToken cancellationToken)
    {
        var handler = new HttpClientHandler { AllowAutoRedirect = false };
        if (ProxyRoute.Of(await keys.ReadProxyAsync(channel, cancellationToken)) is { } proxy)
        {
            handler.Proxy = proxy.ToWebProxy();
        }

        return handler;
    }

    private static byte[]? BytesOf(MediaReference media, string name, int size)
    {
        var bytes = new byte[size];
        return Convert.TryFromBase64String(media.Text(name) ?? "", bytes, out var count) && count == size ? bytes : null;
    }
}
