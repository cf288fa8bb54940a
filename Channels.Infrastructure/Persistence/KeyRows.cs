using Channels.Domain.Access;
using Channels.Domain.LinkedData;
using Channels.Domain.Ports;
using Microsoft.EntityFrameworkCore;

namespace Channels.Infrastructure.Persistence;

internal sealed class KeyRows(ChannelsDbContext db, CancellationToken cancellationToken) : IKeyData
{
    public void Add(ApiKey key) => db.ApiKeys.Add(key);

    public Task<ApiKey?> FindAsync(Guid id) => db.ApiKeys.SingleOrDefaultAsync(x => x.Id == id, cancellationToken);

    public async Task<IReadOnlyList<LinkedItem>> ListReachAsync(Guid key) =>
        await db.LinkedItems.Where(x => x.Key == key && x.Channel != null).ToListAsync(cancellationToken);
}
