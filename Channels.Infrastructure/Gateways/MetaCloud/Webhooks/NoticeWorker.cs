using Channels.Domain;
using Channels.Domain.UseCases;
using Channels.Infrastructure.Jobs;
using Microsoft.Extensions.Logging;

namespace Channels.Infrastructure.Gateways.MetaCloud.Webhooks;

/// <summary>
/// Deals with what Meta told, in the order in which it came. A customer's message touches its conversation; everything
/// else is a hint after which the number is read again, so that neither repetitions nor disorder nor lies change a
/// status.
/// </summary>
internal sealed class NoticeWorker(
    BackgroundWork work, MetaNotices notices, MetaAccounts accounts, MetaLines lines, GatewayVoice voice, TimeProvider time, ILogger<NoticeWorker> logger)
    : Worker(work, time, logger)
{
    private const int Batch = 100;

    public void Wake() => LookAgain();

    protected override async Task<DateTimeOffset?> WorkAsync(CancellationToken cancellationToken)
    {
        while (await notices.ListAsync(Batch, cancellationToken) is { Count: > 0 } batch)
        {
            foreach (var notice in batch)
            {
                await DealWithAsync(NoticeBody.FromJson(notice.Body!)!, cancellationToken);
            }

            await notices.DoneAsync([.. batch.Select(x => x.Id)], cancellationToken);
        }

        return null;
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
}
