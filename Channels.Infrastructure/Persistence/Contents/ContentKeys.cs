using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Channels.Infrastructure.Persistence.Contents;

/// <summary>
/// The keys of contents, one for each day, made when the first content of a day is kept. In memory they are as long as the app
/// runs and their day is kept.
/// </summary>
internal sealed class ContentKeys(IDataProtectionProvider keys)
{
    private readonly IDataProtector _protector = keys.CreateProtector("ContentKeys");
    private readonly ConcurrentDictionary<int, ContentDay> _known = new();

    /// <summary>The key of the day that <paramref name="now"/> is in; a new one is written with the work of the context.</summary>
    public async Task<ContentDay> TodayAsync(ChannelsDbContext db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var day = DateOnly.FromDateTime(now.UtcDateTime).DayNumber;
        if (await FindAsync(db, day, cancellationToken) is { } known)
        {
            return known;
        }

        // Not remembered before it is on the disk: a transaction may fail.
        var key = RandomNumberGenerator.GetBytes(ContentDay.KeySize);
        db.ContentKeys.Add(new ContentKey { Day = day, Sealed = _protector.Protect(key) });
        return new ContentDay(day, key);
    }

    /// <returns>Null where the day's contents cannot be read any more.</returns>
    public async Task<ContentDay?> FindAsync(ChannelsDbContext db, int day, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(day, out var known))
        {
            return known;
        }

        if (await db.ContentKeys.FindAsync([day], cancellationToken) is not { } row)
        {
            return null;
        }

        var found = new ContentDay(day, Open(row));

        // What a transaction wrote itself may still be undone.
        if (db.Database.CurrentTransaction is null)
        {
            _known[day] = found;
        }

        return found;
    }

    /// <summary>These days are over.</summary>
    public void Forget(IEnumerable<int> days)
    {
        foreach (var day in days)
        {
            _known.TryRemove(day, out _);
        }
    }

    /// <exception cref="CredentialsUnreadableException">It was sealed with keys that are gone.</exception>
    private byte[] Open(ContentKey row)
    {
        try
        {
            return _protector.Unprotect(row.Sealed);
        }
        catch (CryptographicException problem)
        {
            throw new CredentialsUnreadableException(problem);
        }
    }
}
