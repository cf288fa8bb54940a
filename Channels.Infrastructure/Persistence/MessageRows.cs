using Channels.Domain;
using Channels.Domain.Messages;
using Channels.Domain.Ports;
using Channels.Infrastructure.Persistence.Contents;
using Microsoft.EntityFrameworkCore;

namespace Channels.Infrastructure.Persistence;

internal sealed class MessageRows(ChannelsDbContext db, ContentKeys keys, CancellationToken cancellationToken) : IMessageData
{
    public Task<Message?> FindReceivedAsync(ChannelId line, Guid contact, string whatsAppId) =>
        db.Messages.SingleOrDefaultAsync(
            x => x.Contact == contact && x.Line == line && x.Direction == MessageDirection.In && x.WhatsAppId == whatsAppId, cancellationToken);

    public async Task<Message?> FindAsync(Guid id) => await db.Messages.FindAsync([id], cancellationToken);

    public void Add(Message message) => db.Messages.Add(message);

    public async Task KeepContentAsync(Message message, string content, DateTimeOffset now)
    {
        var day = await keys.TodayAsync(db, now, cancellationToken);
        db.MessageContents.Add(new MessageContent { Message = message.Id, Day = day.Number, Sealed = day.Seal(message.Id, content) });
        message.KeptOn(DateOnly.FromDayNumber(day.Number));
    }

    public Task SettleAsync(long delivery) => db.Inbox.Where(x => x.Id == delivery).ExecuteDeleteAsync(cancellationToken);

    public Task<bool> WasHeardAsync(ChannelId line, Guid contact, DateTimeOffset since) =>
        db.Messages.AnyAsync(
            x => x.Contact == contact && x.Line == line && x.Direction == MessageDirection.In && x.ReceivedAt >= since, cancellationToken);
}
