using Channels.Domain.Access;
using Channels.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Channels.Infrastructure.Identity;

/// <summary>
/// Looks the sender up once per scope, and a scope is one request: a circuit's principal can be hours old, and its session
/// over.
/// </summary>
internal sealed class FreshActor(
    Sender sender, IDbContextFactory<ChannelsDbContext> contexts, LiveSessions live, TimeProvider time) : IActor
{
    private Actor? _read;

    public async Task<Actor> ReadAsync(CancellationToken cancellationToken) => _read ??= await LookUpAsync(cancellationToken);

    private async Task<Actor> LookUpAsync(CancellationToken cancellationToken)
    {
        if (sender.Inner is { } inner)
        {
            return inner;
        }

        if (sender is not { UserId: { } id, Session: { } session })
        {
            return Actor.Nobody with { Client = sender.Client };
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var user = await Sessions.Standing(db)
            .Where(x => x.Session == session && x.User.Id == id)
            .Select(x => new { x.User.Id, x.User.Name, x.User.Role, x.Device, x.Address })
            .SingleOrDefaultAsync(cancellationToken);
        live.Use(session, time.GetUtcNow());
        return user is null
            ? Actor.Nobody with { Client = sender.Client }
            : new Actor(user.Id, user.Name, user.Role)
            {
                Session = session,
                Client = sender.Client == Client.Unknown ? new Client(user.Device, user.Address) : sender.Client,
            };
    }
}
