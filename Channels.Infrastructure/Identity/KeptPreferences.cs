using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Channels.Infrastructure.Identity;

/// <summary>Preferences in the columns of their person: no change of the security stamp, so that nobody is signed out.</summary>
internal sealed class KeptPreferences(ChannelsDbContext db, WriteGate gate) : IPreferences
{
    public async Task<Preferences> ReadAsync(string userId, CancellationToken cancellationToken) =>
        await db.Users.AsNoTracking()
            .Where(x => x.Id == userId)
            .Select(x => new Preferences(x.Theme, x.BoardView, x.BoardOrder, x.Alarm))
            .SingleOrDefaultAsync(cancellationToken)
        ?? Preferences.Default;

    public Task ChangeAsync(
        string userId, ThemeChoice? theme, BoardView? view, BoardOrder? order, bool? alarm, CancellationToken cancellationToken) =>
        gate.RunAsync(
            db,
            async () =>
            {
                var person = await db.Users.SingleAsync(x => x.Id == userId, cancellationToken);
                person.Theme = theme ?? person.Theme;
                person.BoardView = view ?? person.BoardView;
                person.BoardOrder = order ?? person.BoardOrder;
                person.Alarm = alarm ?? person.Alarm;
                return await db.SaveChangesAsync(cancellationToken);
            },
            cancellationToken);
}
