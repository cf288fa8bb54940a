using Channels.Domain;
using Channels.Infrastructure.Persistence.Configurations;
using Channels.Infrastructure.Persistence.Contents;
using Channels.Infrastructure.Persistence.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Channels.Infrastructure.Persistence.Upgrades;

/// <summary>
/// Numbers that were different once, and are spellings of one by the rules of this version: the channel that is there longer
/// keeps its number, of the others the card says whose it is. All of them stay.
/// </summary>
internal static class SharedNumbers
{
    public static async Task TellApartAsync(ChannelsDbContext db, ContentKeys contents, OutboxSeal outbox, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var channels = await db.Channels.Where(x => x.Removal == null && x.Number != null).OrderBy(x => x.CreatedAt).ThenBy(x => x.Id).ToListAsync(cancellationToken);
        if (channels.TrueForAll(x => (string?)db.Entry(x).Property(ChannelConfiguration.NumberKey).CurrentValue == x.Number!.Key))
        {
            return;
        }

        var owners = new Dictionary<string, Channel>();
        foreach (var channel in channels)
        {
            if (!owners.TryAdd(channel.Number!.Key, channel))
            {
                channel.YieldNumber(owners[channel.Number.Key].Name.Value, time.GetUtcNow());
            }
        }

        await new ChannelTransaction(db, contents, outbox, time, cancellationToken).CompleteAsync();
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
