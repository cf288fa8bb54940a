using Channels.Domain.Access;
using Channels.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Channels.Infrastructure.Identity;

/// <summary>
/// Looks the sender up once per scope, and a scope is one request: a circuit's principal can be hours old.
/// </summary>
internal sealed class FreshActor(Sender sender, IDbContextFactory<ChannelsDbContext> contexts) : IActor
{
    private Actor? _read;

    public async Task<Actor> ReadAsync(CancellationToken cancellationToken) => _read ??= await LookUpAsync(cancellationToken);

    private async Task<Actor> LookUpAsync(CancellationToken cancellationToken)
    {
        if (sender.Inner is { } inner)
        {
            return inner;
        }

        if (sender.UserId is not { } id)
        {
            return Actor.Nobody;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var user = await db.Users.AsNoTracking()
            .Where(x => x.Id == id && x.Enabled)
            .Select(x => new { x.Id, x.Name, x.Role })
            .SingleOrDefaultAsync(cancellationToken);
        return user is null ? Actor.Nobody : new Actor(user.Id, user.Name, user.Role);
    }
}
