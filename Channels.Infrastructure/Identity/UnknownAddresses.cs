using System.Collections.Concurrent;

namespace Channels.Infrastructure.Identity;

/// <summary>
/// Locks addresses that nobody has just like those that somebody has, so that a lock-out does not tell which exist. In
/// memory, and forgotten when there are too many.
/// </summary>
internal sealed class UnknownAddresses(TimeProvider time)
{
    private const int Kept = 10_000;
    private readonly ConcurrentDictionary<string, Guesses> _guesses = new();

    /// <summary>Counts a try; false once the address is locked.</summary>
    public bool Allows(string address)
    {
        if (_guesses.Count >= Kept)
        {
            _guesses.Clear();
        }

        var now = time.GetUtcNow();
        var after = _guesses.AddOrUpdate(
            address,
            _ => new Guesses(1, now),
            (_, before) => now - before.Last > IdentityRegistration.LockOut ? new Guesses(1, now) : before.Next(now));
        return after.Count <= IdentityRegistration.TriesBeforeLockOut;
    }

    // A locked account's clock does not start again with each further try.
    private sealed record Guesses(int Count, DateTimeOffset Last)
    {
        public Guesses Next(DateTimeOffset now) =>
            new(Count + 1, Count < IdentityRegistration.TriesBeforeLockOut ? now : Last);
    }
}
