using System.Text;
using System.Text.Json;
using Channels.Domain.Messages;
using Channels.Infrastructure.Gateways.MetaCloud.Graph;
using Channels.Infrastructure.Persistence;
using Channels.Infrastructure.Persistence.Contents;
using Channels.Infrastructure.Persistence.Upgrades;
using Microsoft.EntityFrameworkCore;

namespace Channels.Infrastructure.Gateways.MetaCloud.Webhooks;

/// <summary>
/// Seals what Meta told before notices were sealed and nobody dealt with yet; also what was held because nobody knew who a
/// customer without a number is. The texts of these messages were never kept.
/// </summary>
internal sealed class OldNotices(ContentKeys keys, TimeProvider time) : IOldRows
{
    public async Task CarryOverAsync(ChannelsDbContext db, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var rows = await db.Database.SqlQuery<Row>($"""SELECT "Id", "Key", "Body" FROM "MetaNotices" WHERE "Body" IS NOT NULL AND "Sealed" IS NULL""")
            .ToListAsync(cancellationToken);
        if (rows.Count > 0)
        {
            var day = await keys.TodayAsync(db, time.GetUtcNow(), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            foreach (var row in rows)
            {
                var closed = day.Seal(Encoding.UTF8.GetBytes(row.Key), Read(row).ToJson());
                await db.Database.ExecuteSqlAsync(
                    $"""UPDATE "MetaNotices" SET "Day" = {day.Number}, "Sealed" = {closed} WHERE "Id" = {row.Id}""", cancellationToken);
            }
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static NoticeBody Read(Row row)
    {
        using var json = JsonDocument.Parse(row.Body);
        var old = json.RootElement;
        var kind = old.Text("Kind");
        var who = new NoticeNames(old.Text("From"), old.Text("UserId"), null);
        var changed = old.Text("ChangedTo");
        var isMessage = kind is "Message" or "Unnumbered";
        if (isMessage && changed is not null)
        {
            var isNumber = changed.All(char.IsAsciiDigit);
            return new NoticeBody(NoticeKind.Renamed, old.Text("Field") ?? "", old.Text("AccountId"), old.Text("NumberId"))
            {
                Who = who,
                Present = new NoticeNames(isNumber ? changed : null, isNumber ? null : changed, null),
            };
        }

        return isMessage
            ? new NoticeBody(NoticeKind.Message, old.Text("Field") ?? "", old.Text("AccountId"), old.Text("NumberId"))
            {
                Who = who,
                ContactName = old.Text("ContactName"),
                SentAt = old.At("SentAt")?.GetDateTimeOffset(),
                Message = new NoticeMessage(row.Key, MessageType.Unsupported),
            }
            : NoticeBody.FromJson(Encoding.UTF8.GetBytes(row.Body))!;
    }

    private sealed record Row(long Id, string Key, string Body);
}
