using System.Text.Json;
using Channels.Domain;
using Channels.Domain.Contacts;
using Channels.Domain.LinkedData;
using Channels.Domain.Messages;
using Channels.Domain.Ports;
using Channels.Domain.Sending;
using Channels.Infrastructure.Persistence.Contents;
using Microsoft.EntityFrameworkCore;

namespace Channels.Infrastructure.Persistence.Outbox;

internal sealed class OutboxRows(
    ChannelsDbContext db, OutboxSeal seal, ContentKeys keys, OutboxMoves moves, Func<Task> flush, CancellationToken cancellationToken) : ISendingData
{
    public void Add(OutgoingMessage message, OutgoingContent content)
    {
        db.Outgoing.Add(message);
        db.OutboxContents.Add(new OutboxContent { Message = message.Id, Sealed = seal.Close(message.Id, content) });
    }

    public Task<OutgoingMessage?> FindAsync(Guid id) => db.Outgoing.SingleOrDefaultAsync(x => x.Id == id, cancellationToken);

    public Task<OutgoingMessage?> FindHandedOverAsync(ChannelId line, string whatsAppId) =>
        db.Outgoing.FirstOrDefaultAsync(x => x.Line == line && x.WhatsAppId == whatsAppId, cancellationToken);

    public async Task<IReadOnlyList<OutgoingMessage>> FindAllAsync(IReadOnlyCollection<Guid> ids) =>
        await db.Outgoing.Where(x => ids.Contains(x.Id)).OrderBy(x => x.Position).ToListAsync(cancellationToken);

    public Task<int> CountWaitingAsync(ChannelId channel) =>
        db.Outgoing.CountAsync(x => (x.State == SendState.Queued || x.State == SendState.Undecided) && x.Channel == channel, cancellationToken);

    public async Task<OutgoingMessage?> FindNextAsync(ChannelId channel, DateTimeOffset now)
    {
        await flush();
        var queued = db.Outgoing.Where(x => x.State == SendState.Queued && x.Channel == channel && x.DueAt <= now);
        var sending = db.Outgoing.Where(x => x.State == SendState.Sending && x.Channel == channel);
        return await queued
            .Where(x => (x.NotBefore == null || x.NotBefore <= now)
                && !sending.Any(y => y.Contact == x.Contact)
                && !queued.Any(y => y.Contact == x.Contact && (y.DueAt < x.DueAt || (y.DueAt == x.DueAt && y.Position < x.Position))))
            .OrderBy(x => x.DueAt).ThenBy(x => x.Position)
            .FirstOrDefaultAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<OutgoingMessage>> ListOverAsync(ChannelId channel, bool isConnected, DateTimeOffset now, int count) =>
        await db.Outgoing
            .Where(x => (x.State == SendState.Queued || x.State == SendState.Undecided) && x.Channel == channel
                && (x.ExpiresAt <= now || (!isConnected && !x.Waits && x.State == SendState.Queued && x.DueAt <= now)))
            .OrderBy(x => x.Position).Take(count)
            .ToListAsync(cancellationToken);

    public async Task<DateTimeOffset?> FindNextTimeAsync(ChannelId channel, DateTimeOffset now)
    {
        await flush();
        var waiting = db.Outgoing.Where(x => (x.State == SendState.Queued || x.State == SendState.Undecided) && x.Channel == channel);
        var queued = waiting.Where(x => x.State == SendState.Queued);
        return new[]
        {
            await queued.Where(x => x.DueAt > now).MinAsync(x => (DateTimeOffset?)x.DueAt, cancellationToken),
            await queued.Where(x => x.NotBefore > now).MinAsync(x => x.NotBefore, cancellationToken),
            await waiting.MinAsync(x => (DateTimeOffset?)x.ExpiresAt, cancellationToken),
        }.Min();
    }

    public async Task<IReadOnlyList<OutgoingMessage>> ListAsync(IReadOnlyCollection<SendState> states, int count) =>
        await db.Outgoing.Where(x => states.Contains(x.State)).OrderBy(x => x.Position).Take(count).ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<OutgoingMessage>> ListAsync(ChannelId channel, QueuePart part, DateTimeOffset now, int count)
    {
        await flush();
        var waiting = db.Outgoing.Where(x => x.Channel == channel && x.State == (part == QueuePart.ToDecide ? SendState.Undecided : SendState.Queued));
        var found = part switch
        {
            QueuePart.ToDecide => waiting,
            QueuePart.Scheduled => waiting.Where(x => x.DueAt > now),
            QueuePart.Waiting => waiting.Where(x => x.DueAt <= now),
            _ => throw new ArgumentOutOfRangeException(nameof(part), part, "Not one that may still leave."),
        };
        return await found.OrderBy(x => x.Position).Take(count).ToListAsync(cancellationToken);
    }

    public async Task<OutgoingContent?> ReadContentAsync(Guid id)
    {
        if (await db.OutboxContents.FindAsync([id], cancellationToken) is not { } row || db.Entry(row).State == EntityState.Deleted)
        {
            return null;
        }

        try
        {
            return seal.Open(id, row.Sealed);
        }
        catch (CredentialsUnreadableException)
        {
            return null;
        }
    }

    public async Task ForgetContentAsync(Guid id)
    {
        if (await db.OutboxContents.FindAsync([id], cancellationToken) is { } row)
        {
            db.OutboxContents.Remove(row);
        }
    }

    public Task<DateTimeOffset?> FindLastWordAsync(ChannelId line, Guid contact) => db.Messages
        .Where(x => x.Contact == contact && x.Line == line && x.Direction == MessageDirection.In)
        .MaxAsync(x => (DateTimeOffset?)x.SentAt, cancellationToken);

    public Task<int> MoveAsync(ChannelId from, Channel to, WaitingAnswer answer, DateTimeOffset now) =>
        moves.MoveAsync(from, to, answer, now);

    public Task<int> AnswerAsync(Channel channel, WaitingAnswer answer, DateTimeOffset now) =>
        moves.AnswerAsync(channel.Id, channel, answer, SendCause.Disconnected, now);

    public async Task<Contact?> FindContactAsync(Guid contact) => await db.Contacts.FindAsync([contact], cancellationToken);

    public async Task<(Message Message, string? Text)?> FindLoggedAsync(Guid contact, string whatsAppId)
    {
        if (await db.Messages.FirstOrDefaultAsync(x => x.Contact == contact && x.WhatsAppId == whatsAppId, cancellationToken) is not { } message)
        {
            return null;
        }

        return message.ContentDay is { } day
            && await db.MessageContents.FindAsync([message.Id], cancellationToken) is { } row
            && await keys.FindAsync(db, day, cancellationToken) is { } opens
            ? (message, TextOf(opens.Open(message.Id.ToByteArray(), row.Sealed)))
            : (message, null);
    }

    private static string? TextOf(byte[]? content)
    {
        if (content is null)
        {
            return null;
        }

        using var said = JsonDocument.Parse(content);
        return said.RootElement.TryGetProperty("text", out var text) ? text.GetString() : null;
    }
}
