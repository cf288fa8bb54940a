using System.Net;
using Channels.Domain;
using Channels.Domain.Messages;
using Channels.Domain.Ports;
using Channels.Infrastructure.Gateways.Media;
using Channels.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb.Media;

/// <summary>Fetches what was sent to a linked device from WhatsApp's media host, the way that the line goes.</summary>
internal sealed partial class WebMediaSource(
    ISessionKeys keys, IOptions<WhatsAppWebOptions> options, MediaLimit limit, TimeProvider time, ILogger<WebMediaSource> logger) : IMediaSource
{
    private const int KeySize = 32;
    private const int HashSize = 32;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

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
            var answer = await AskAsync(client, address, media.Channel, cancellationToken);
            var check = new EncryptedMedia(key, media.Type, BytesOf(media, "encrypted_sha256", HashSize), BytesOf(media, "sha256", HashSize));
            return new CheckedStream(await answer.Content.ReadAsStreamAsync(cancellationToken), client, check, limit.Bytes + HashSize, time);
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

    private async Task<HttpResponseMessage> AskAsync(HttpClient client, Uri address, ChannelId channel, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            var answer = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return answer.StatusCode switch
            {
                HttpStatusCode.OK when answer.Content.Headers.ContentLength > limit.Bytes + HashSize => throw new RuleViolation(Rule.MediaTooLarge, limit.Megabytes),
                HttpStatusCode.OK => answer,
                // WhatsApp keeps media for some weeks, and its addresses for some days.
                HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.Gone => throw new RuleViolation(Rule.MediaGone),
                var other => throw Unavailable(channel, ConnectionCause.HttpAnswer, $"status {(int)other}"),
            };
        }
        catch (Exception problem) when (problem is HttpRequestException || (problem is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw Unavailable(channel, ConnectionCause.NoAnswer, problem.GetType().Name);
        }
    }

    /// <param name="problem">Without the address, which opens the file for whoever has its key.</param>
    private GatewayUnavailable Unavailable(ChannelId channel, ConnectionCause cause, string problem)
    {
        Log.NotFetched(logger, channel, problem);
        return new GatewayUnavailable(cause);
    }

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

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "WhatsApp Web {Channel}: a medium was not fetched ({Problem})")]
        public static partial void NotFetched(ILogger logger, ChannelId channel, string problem);
    }
}
