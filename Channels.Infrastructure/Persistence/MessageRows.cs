using System.Globalization;
using System.Numerics;
using Channels.Domain;
using Channels.Domain.Messages;
using Channels.Domain.Ports;
using Channels.Infrastructure.Persistence.Contents;
using Microsoft.EntityFrameworkCore;

namespace Channels.Infrastructure.Persistence;

internal sealed class MessageRows(ChannelsDbContext db, ContentKeys keys, Func<Task> flush, CancellationToken cancellationToken) : IMessageData
{
    private readonly List<long> _settled = [];

    // Not in the database before the transaction is saved.
    private readonly Dictionary<(ChannelId Line, Guid Contact, string WhatsAppId), Message> _added = [];

    // Where they were read ahead; null where there is none.
    private readonly Dictionary<(ChannelId Line, Guid Contact, string WhatsAppId), Message?> _read = [];

    public async Task<Message?> FindAsync(Guid id) => await db.Messages.FindAsync([id], cancellationToken);

    public async Task<Message?> FindReceivedAsync(ChannelId line, Guid contact, string whatsAppId)
    {
        var name = (line, contact, whatsAppId);
        var found = _added.TryGetValue(name, out var known) || _read.TryGetValue(name, out known)
            ? known
            : await db.Messages.SingleOrDefaultAsync(
                x => x.Contact == contact && x.Line == line && x.Direction == MessageDirection.In && x.WhatsAppId == whatsAppId, cancellationToken);
        if (found is not null)
        {
            // What happens to it is another event than that it came, and comes after what happened so far.
            await flush();
        }

        return found;
    }

    public async Task ReadAheadAsync(IReadOnlyList<(ChannelId Line, Guid Contact, string WhatsAppId)> expected)
    {
        foreach (var one in expected)
        {
            _read[one] = null;
        }

        if (expected.Count == 0)
        {
            return;
        }

        // One look into the index for each, which conditions on three lists would not be; of few lengths, as each is compiled.
        var asked = expected.Concat(Enumerable.Repeat(expected[^1], (int)BitOperations.RoundUpToPowerOf2((uint)expected.Count) - expected.Count)).ToList();
        var rows = string.Join(", ", asked.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"({{{3 * i}}}, {{{(3 * i) + 1}}}, {{{(3 * i) + 2}}})")));
        var sql =
            $"""
            SELECT m.* FROM (VALUES {rows}) AS x JOIN "Messages" AS m
            ON m."Contact" = x.column1 AND m."Line" = x.column2 AND m."Direction" = '{nameof(MessageDirection.In)}' AND m."WhatsAppId" = x.column3
            """;
        object[] values = [.. asked.SelectMany(x => new object[] { x.Contact, x.Line.Value, x.WhatsAppId })];
        var found = db.Messages.FromSqlRaw(sql, values);
        await foreach (var message in found.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            _read[(message.Line, message.Contact, message.WhatsAppId)] = message;
        }
    }

    public void ForgetRead()
    {
        _added.Clear();
        _read.Clear();
    }

    public void Add(Message message)
    {
        db.Messages.Add(message);
        if (message.Direction == MessageDirection.In)
        {
            _added[(message.Line, message.Contact, message.WhatsAppId)] = message;
        }
    }

    public async Task KeepContentAsync(Message message, string content, DateTimeOffset now)
    {
        var day = await keys.TodayAsync(db, now, cancellationToken);
        db.MessageContents.Add(new MessageContent { Message = message.Id, Day = day.Number, Sealed = day.Seal(message.Id, content) });
        message.KeptOn(DateOnly.FromDayNumber(day.Number));
    }

    public void Settle(long delivery) => _settled.Add(delivery);

    /// <summary>Deletes what is dealt with, before the transaction is saved.</summary>
    public async Task SettleAsync()
    {
        if (_settled.Count > 0)
        {
            await db.Inbox.Where(x => _settled.Contains(x.Id)).ExecuteDeleteAsync(cancellationToken);
            _settled.Clear();
        }
    }

    public async Task<bool> WasHeardAsync(ChannelId line, Guid contact, DateTimeOffset since) =>
        _added.Values.Any(x => x.Contact == contact && x.Line == line && x.ReceivedAt >= since)
        || await db.Messages.AnyAsync(
            x => x.Contact == contact && x.Line == line && x.Direction == MessageDirection.In && x.ReceivedAt >= since, cancellationToken);
}
