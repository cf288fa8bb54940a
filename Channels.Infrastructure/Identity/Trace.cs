using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Channels.Infrastructure.Identity;

/// <summary>The trace that people leave, written into whatever transaction is under way in the scope.</summary>
internal sealed class Trace(ChannelsDbContext db, WriteGate gate, IActor actor, TimeProvider time) : ITrace
{
    /// <summary>Refusals at one account from one address are one entry for as long as this, those at no account for an hour.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>
    /// Of one kind at one account. Whoever has more addresses than that is counted in one more entry a day, without an
    /// address: strangers decide how often they try, and from where, but not how much is kept of it.
    /// </summary>
    public const int MostADay = 20;

    public async Task<IReadOnlyList<TraceLine>> ReadAsync(
        string? person, IReadOnlyList<TraceKind>? kinds, long? before, int count, CancellationToken cancellationToken)
    {
        var wanted = db.Trace.AsNoTracking()
            .Where(x => before == null || x.Id < before)
            .Where(x => person == null || x.Actor == person || x.Subject == person);
        var entries = await (kinds is null ? wanted : wanted.Where(x => kinds.Contains(x.Kind)))
            .OrderByDescending(x => x.Id)
            .Take(count)
            .ToListAsync(cancellationToken);
        var ids = entries.SelectMany(x => new[] { x.Actor, x.Subject }).OfType<string>().Distinct().ToList();
        var names = await db.Users.Where(x => ids.Contains(x.Id)).ToDictionaryAsync(x => x.Id, x => x.Name, cancellationToken);
        var keys = ids.Select(x => Guid.TryParse(x, out var id) && !names.ContainsKey(x) ? id : (Guid?)null).OfType<Guid>().ToList();
        foreach (var key in keys.Count == 0 ? [] : await db.ApiKeys.AsNoTracking().Where(x => keys.Contains(x.Id)).ToListAsync(cancellationToken))
        {
            names[key.Id.ToString()] = key.ActorName;
        }

        return [.. entries.Select(x => new TraceLine(x, NameOf(x.Actor), NameOf(x.Subject)))];

        string? NameOf(string? id) => id is null ? null : names.GetValueOrDefault(id);
    }

    public async Task<TraceEntry> AddAsync(TraceKind kind, string subject, Role? role = null, int count = 1)
    {
        var by = await actor.ReadAsync(CancellationToken.None);
        return db.Trace.Add(TraceEntry.Of(kind, by, time.GetUtcNow(), subject, role, count)).Entity;
    }

    /// <summary>
    /// Writes down what was refused, in a transaction of its own. Nobody who goes away before the answer keeps it from being
    /// written.
    /// </summary>
    /// <param name="subject">Whose account it was tried at; null where nobody has it.</param>
    public async Task RefuseAsync(TraceKind kind, string? subject)
    {
        var by = await actor.ReadAsync(CancellationToken.None);
        await gate.RunAsync(db, () => CountAsync(kind, subject, subject is null ? Actor.Nobody : by), CancellationToken.None);
    }

    private async Task<bool> CountAsync(TraceKind kind, string? subject, Actor by)
    {
        var now = time.GetUtcNow();
        var before = await db.Trace
            .Where(x => x.Kind == kind && x.Subject == subject && x.At > now - Day)
            .OrderByDescending(x => x.Id)
            .ToListAsync();
        var window = subject is null ? Hour : Window;
        var same = before.Find(x => x.Client.Address == by.Client.Address && x.At > now - window);
        if (same is null && before.Count >= MostADay && subject is not null)
        {
            by = Actor.Nobody;
            same = before.Find(x => x.Client == Client.Unknown);
        }

        if (same is null)
        {
            db.Trace.Add(TraceEntry.Of(kind, by, now, subject));
        }
        else
        {
            same.CountOneMore();
        }

        return true;
    }
}
