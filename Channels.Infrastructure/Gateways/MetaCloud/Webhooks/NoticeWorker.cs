using Channels.Domain;
using Channels.Domain.Messages;
using Channels.Domain.Sending;
using Channels.Domain.UseCases.Messages;
using Channels.Domain.UseCases.Sending;
using Channels.Infrastructure.Jobs;
using Microsoft.Extensions.Logging;

namespace Channels.Infrastructure.Gateways.MetaCloud.Webhooks;

/// <summary>
/// Deals with what Meta told, in the order in which it came. A customer's message touches its conversation; what no reading
/// repeats is kept; all else is a hint after which the number is read again, so that neither repetitions nor disorder
/// change a status.
/// </summary>
internal sealed partial class NoticeWorker(
    BackgroundWork work, MetaNotices notices, MetaAccounts accounts, MetaPartners partners, MetaTolds tolds, MetaLines lines, GatewayVoice voice, TimeProvider time, ILogger<NoticeWorker> logger)
    : Worker(work, time, logger)
{
    private const int Batch = 100;

    public void Wake() => LookAgain();

    protected override async Task<DateTimeOffset?> WorkAsync(CancellationToken cancellationToken)
    {
        var last = 0L;
        while (await notices.ListAsync(last, Batch, cancellationToken) is { Last: > 0 } found)
        {
            last = found.Last;
            var done = new List<long>();
            foreach (var notice in found.Notices)
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
    private async Task<bool> TryAsync(WaitingNotice notice, CancellationToken cancellationToken)
    {
        try
        {
            await DealWithAsync(notice.Body, notice.ReceivedAt, cancellationToken);
            return true;
        }
        catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, notice.Id, problem);
            return false;
        }
    }

    private async Task DealWithAsync(NoticeBody notice, DateTimeOffset receivedAt, CancellationToken cancellationToken)
    {
        if (notice is { Receipt: { } receipt, NumberId: { } sender } && await accounts.FindByNumberAsync(sender, cancellationToken) is { } line)
        {
            await voice.SayAsync(Observe(line, receipt, notice.At ?? receivedAt), cancellationToken);
        }

        var outcome = notice.Kind switch
        {
            NoticeKind.Message => await ReceiveAsync(notice, cancellationToken),
            NoticeKind.Renamed => await RenameAsync(notice, cancellationToken),
            NoticeKind.Hint => await HintAsync(notice, receivedAt, cancellationToken),
            NoticeKind.Passed => await PassAsync(notice, cancellationToken),
            _ => "ignored",
        };
        NoticeMeter.Add(outcome, notice.Field);
    }

    private static ObserveReceipt Observe(ChannelId line, NoticeReceipt receipt, DateTimeOffset at) =>
        new(line, receipt.Id, receipt.State == SendState.Failed ? null : receipt.State, at)
        {
            Message = receipt.Ours,
            Refusal = receipt.Refusal,
            Cause = receipt.IsWindowClosed ? SendCause.WindowClosed : null,
        };

    private async Task<string> ReceiveAsync(NoticeBody notice, CancellationToken cancellationToken)
    {
        if (notice is not { NumberId: { } number, SentAt: { } sentAt, Message: { } said } || notice.Who?.ToAddress() is not { } contact
            || await accounts.FindByNumberAsync(number, cancellationToken) is not { } id)
        {
            return "unknown";
        }

        voice.Confirm(id);
        var message = new NewMessage(said.Id, said.Type, sentAt)
        {
            TypeName = said.Type == MessageType.Unsupported ? said.TypeName : null,
            RefersTo = said.RefersTo,
            Content = said.Says,
        };
        var received = await voice.SayAsync(new ReceiveMessage(id, contact, notice.ContactName, message), cancellationToken);
        return received.ToString();
    }

    private async Task<string> RenameAsync(NoticeBody notice, CancellationToken cancellationToken)
    {
        if (notice.Who?.ToAddress() is not { } earlier || notice.Present?.ToAddress() is not { } present)
        {
            return "unknown";
        }

        await voice.SayAsync(new RenameContact(earlier, present), cancellationToken);
        return "renamed";
    }

    private async Task<string> HintAsync(NoticeBody notice, DateTimeOffset receivedAt, CancellationToken cancellationToken)
    {
        if (notice is { PartnerAdded: true, AccountId: { } added })
        {
            await partners.AddAsync(added, cancellationToken);
            foreach (var seeking in await accounts.ListSeekingAsync(cancellationToken))
            {
                lines.Hint(seeking);
            }
        }

        // Also of an account that no channel has now: it may be connected again.
        if (notice is { Told: { } told } && (notice.NumberId ?? notice.AccountId) is { } about)
        {
            await tolds.KeepAsync(WordOf(told, about, notice.At ?? receivedAt), cancellationToken);
        }

        var ids = notice switch
        {
            { NumberId: { } number } when await accounts.FindByNumberAsync(number, cancellationToken) is { } id => [id],
            { AccountId: { } account } => await accounts.ListByAccountAsync(account, cancellationToken),
            _ => [],
        };
        foreach (var id in ids)
        {
            lines.Hint(id);
        }

        return ids.Count == 0 ? "unknown" : "hint";
    }

    private async Task<string> PassAsync(NoticeBody notice, CancellationToken cancellationToken)
    {
        if (notice is not { NumberId: { } number, Told: { } told, At: { } at }
            || await accounts.FindByNumberAsync(number, cancellationToken) is not { } id
            || !await tolds.PassAsync(notice.AccountId, WordOf(told, number, at), cancellationToken))
        {
            return "ignored";
        }

        lines.Hint(id);
        return "hint";
    }

    private static MetaTold WordOf(Told told, string about, DateTimeOffset at) =>
        new() { About = about, Kind = told.Kind, ToldAt = at, Until = told.Until, Detail = told.Detail };

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Notice {Notice} of Meta's could not be dealt with; it is tried again")]
        public static partial void Failed(ILogger logger, long notice, Exception problem);
    }
}
