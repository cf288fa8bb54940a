using System.Security.Cryptography;
using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Channels.Infrastructure.Identity;

/// <summary>Sessions in the store, with <see cref="LiveSessions"/> told of each change after its commit.</summary>
internal sealed class Sessions(ChannelsDbContext db, WriteGate gate, Trace trace, LiveSessions live, TimeProvider time) : ISessions
{
    public async Task<UserSession> BeginAsync(Person person, Client client, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var row = new SessionRow
        {
            Id = RandomNumberGenerator.GetHexString(32, lowercase: true),
            UserId = person.Id,
            Stamp = person.Stamp,
            Device = client.Device,
            Address = client.Address,
            Since = now,
            LastUse = now,
        };
        await gate.RunAsync(
            db,
            () =>
            {
                db.Trace.Add(TraceEntry.Of(TraceKind.SignedIn, Actor.Nobody with { Client = client }, now, person.Id));
                return Task.FromResult(db.Add(row));
            },
            cancellationToken);
        live.Begin(row.Id);
        return row.Session;
    }

    public async Task<Person?> FindAsync(string userId, string session, CancellationToken cancellationToken)
    {
        var user = await Standing(db).Where(x => x.Session == session && x.User.Id == userId)
            .Select(x => x.User).AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        live.Use(session, time.GetUtcNow());
        return user is null ? null : People.PersonOf(user);
    }

    public async Task<IReadOnlyList<UserSession>> ListAsync(string userId, CancellationToken cancellationToken)
    {
        await KeepUsesAsync(cancellationToken);
        var rows = await db.Sessions.AsNoTracking().Where(x => x.UserId == userId)
            .OrderByDescending(x => x.LastUse).ThenBy(x => x.Id).ToListAsync(cancellationToken);
        return [.. rows.Select(x => x.Session)];
    }

    public Task EndAsync(string userId, Func<UserSession, bool> which, TraceKind how, CancellationToken cancellationToken) =>
        EndAsync(
            x => x.UserId == userId,
            which,
            ended => ended > 0 ? trace.AddAsync(how, userId, count: ended) : Task.CompletedTask,
            cancellationToken);

    public async Task KeepAsync(CancellationToken cancellationToken)
    {
        await KeepUsesAsync(cancellationToken);
        var before = time.GetUtcNow() - UserSession.Kept;
        await EndAsync(x => x.LastUse < before, _ => true, _ => Task.CompletedTask, cancellationToken);
    }

    /// <summary>The rule of what stands, as a query: each session with its person.</summary>
    public static IQueryable<StandingSession> Standing(ChannelsDbContext db) =>
        from session in db.Sessions
        join user in db.Users on session.UserId equals user.Id
        where user.Enabled && user.SecurityStamp == session.Stamp
        select new StandingSession { Session = session.Id, Device = session.Device, Address = session.Address, User = user };

    private async Task EndAsync(
        System.Linq.Expressions.Expression<Func<SessionRow, bool>> among,
        Func<UserSession, bool> which,
        Func<int, Task> leaveTrace,
        CancellationToken cancellationToken)
    {
        var ended = await gate.RunAsync(
            db,
            async () =>
            {
                var rows = (await db.Sessions.Where(among).ToListAsync(cancellationToken)).Where(x => which(x.Session)).ToList();
                db.RemoveRange(rows);
                await leaveTrace(rows.Count);
                return rows;
            },
            cancellationToken);
        foreach (var row in ended)
        {
            live.End(row.Id);
        }
    }

    private async Task KeepUsesAsync(CancellationToken cancellationToken)
    {
        var uses = live.TakeUses();
        if (uses.Count > 0)
        {
            await gate.RunAsync(
                db,
                async () =>
                {
                    foreach (var (session, at) in uses)
                    {
                        await db.Sessions.Where(x => x.Id == session)
                            .ExecuteUpdateAsync(x => x.SetProperty(row => row.LastUse, at), cancellationToken);
                    }

                    return uses.Count;
                },
                cancellationToken);
        }
    }
}

/// <summary>A session that lets its person in.</summary>
internal sealed class StandingSession
{
    public required string Session { get; init; }

    public string? Device { get; init; }

    public string? Address { get; init; }

    public required User User { get; init; }
}
