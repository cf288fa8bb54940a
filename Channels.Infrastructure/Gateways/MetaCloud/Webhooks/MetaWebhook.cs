using System.Security.Cryptography;
using System.Text;
using Channels.Domain.Ports;

namespace Channels.Infrastructure.Gateways.MetaCloud.Webhooks;

/// <summary>Takes what Meta delivers: proved, written down, answered; dealt with after that.</summary>
internal sealed class MetaWebhook(MetaOptions options, MetaNotices notices, NoticeWorker worker) : IOfficialWebhook
{
    public bool IsOpen => true;

    public bool Knows(string? mode, string? verifyToken) =>
        mode == "subscribe" && verifyToken is not null
        && CryptographicOperations.FixedTimeEquals(HashOf(verifyToken), HashOf(options.VerifyToken));

    public async Task<bool> TakeAsync(ReadOnlyMemory<byte> body, string? signature, CancellationToken cancellationToken)
    {
        if (!WebhookSignature.IsRight(body.Span, signature, options.AppSecret))
        {
            NoticeMeter.Add("unsigned", "");
            return false;
        }

        var told = WebhookReader.Read(body.Span, options.AppId);
        if (told.Count == 0)
        {
            NoticeMeter.Add("unreadable", "");
        }

        await notices.KeepAsync(told, cancellationToken);
        worker.Wake();
        return true;
    }

    // Of one length, so that the time of the comparison tells nothing of either.
    private static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
