using Channels.Domain;
using Channels.Domain.UseCases.Messages;
using Channels.Infrastructure.Jobs;
using Microsoft.Extensions.Logging;

namespace Channels.Infrastructure.Gateways.MetaCloud.Webhooks;

/// <summary>
/// Deals with what Meta told, in the order in which it came. A customer's message touches its conversation; everything
/// else is a hint after which the number is read again, so that neither repetitions nor disorder nor lies change a
/// status.
/// </summary>
internal sealed partial class NoticeWorker(
    BackgroundWork work, MetaNotices notices, MetaAccounts accounts, MetaLines lines, GatewayVoice voice, TimeProvider time, ILogger<NoticeWorker> logger)
    : Worker(work, time, logger)
{
    private const int Batch = 100;

    public void Wake() => LookAgain();

    protected override async Task<DateTimeOffset?> WorkAsync(CancellationToken cancellationToken)
    {
        var last = 0L;
        while (await notices.ListAsync(last, Batch, cancellationToken) is { Count: > 0 } batch)
        {
            last = batch[^1].Id;
            var done = new List<long>();
            foreach (var notice in batch)
            {
                if (await TryAsync(notice, cancellationToken))
                {
                    done.Add(notice.Id);
                }
            }

            await notices.DoneAsync(done, cancellationToken);
        }

        return null;
    }

    /// <returns>False where it failed: it stands in nobody's way, and is tried again later.</returns>
    private async Task<bool> TryAsync(MetaNotice notice, CancellationToken cancellationToken)
    {
        try
        {
            await DealWithAsync(NoticeBody.FromJson(notice.Body!)!, cancellationToken);
            return true;
        }
        catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, notice.Id, problem);
            return false;
        }
    }

    private async Task DealWithAsync(NoticeBody notice, CancellationToken cancellationToken)
    {
        var outcome = notice.Kind switch
        {
            NoticeKind.Message => await ReceiveAsync(notice, cancellationToken),
            NoticeKind.Hint => await HintAsync(notice, cancellationToken),
            _ => "ignored",
        };
        NoticeMeter.Add(outcome, notice.Field);
    }

    private async Task<string> ReceiveAsync(NoticeBody notice, CancellationToken cancellationToken)
    {
        if (notice is not { NumberId: { } number, SentAt: { } sentAt } || PhoneNumber.FromDigits(notice.From) is not { } from
            || await accounts.FindByNumberAsync(number, cancellationToken) is not { } id)
        {
            return "unknown";
        }

        voice.Confirm(id);
        var contact = new ContactAddress(from, lid: null);
        var received = await voice.SayAsync(new ReceiveMessage(id, contact, notice.ContactName, sentAt), cancellationToken);
        return received.ToString();
    }

    private async Task<string> HintAsync(NoticeBody notice, CancellationToken cancellationToken)
    {
        var ids = notice switch
        {
            { NumberId: { } number } when await accounts.FindByNumberAsync(number, cancellationToken) is { } id => [id],
            { AccountId: { } account } => await accounts.ListByAccountAsync(account, cancellationToken),
            _ => [],
        };
        foreach (var id in ids)
        {
            if (notice is { RestrictedUntil: { } until, At: { } at })
            {
                // The latest word counts, in whatever order they come; of two at once the longer one.
                await accounts.ChangeAsync(
                    id,
                    x => (x.RestrictedUntil, x.RestrictionToldAt) =
                        at > x.RestrictionToldAt || x.RestrictionToldAt is null ? (until, at)
                        : at == x.RestrictionToldAt && until > x.RestrictedUntil ? (until, at)
                        : (x.RestrictedUntil, x.RestrictionToldAt),
                    cancellationToken);
            }

            lines.Hint(id);
        }

        return ids.Count == 0 ? "unknown" : "hint";
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Notice {Notice} of Meta's could not be dealt with; it is tried again")]
        public static partial void Failed(ILogger logger, long notice, Exception problem);
    }
}
