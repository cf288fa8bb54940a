using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Channels.Infrastructure.Identity;

/// <summary>
/// Locks addresses that nobody has just like those that somebody has, so that a lock-out does not tell which exist. In
/// memory as hashes; those that are old are forgotten, and all when there are too many.
/// </summary>
internal sealed class UnknownAddresses(TimeProvider time)
{
    private const int Kept = 10_000;
    private readonly ConcurrentDictionary<string, Guesses> _guesses = new();

    /// <summary>Counts a try; false once the address is locked.</summary>
    public bool Allows(string address)
    {
        var now = time.GetUtcNow();
        if (_guesses.Count >= Kept)
        {
            ForgetOld(now);
        }

        var after = _guesses.AddOrUpdate(
            Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(address))),
            _ => new Guesses(1, now),
            (_, before) => now - before.Last > IdentityRegistration.LockOut ? new Guesses(1, now) : before.Next(now));
        return after.Count <= IdentityRegistration.TriesBeforeLockOut;
    }

    private void ForgetOld(DateTimeOffset now)
    {
        foreach (var (address, guesses) in _guesses)
        {
            if (now - guesses.Last > IdentityRegistration.LockOut)
            {
                _guesses.TryRemove(address, out _);
            }
        }

        if (_guesses.Count >= Kept)
        {
            _guesses.Clear();
        }
    }

    // A locked account's clock does not start again with each further try.
    private sealed record Guesses(int Count, DateTimeOffset Last)
    {
        public Guesses Next(DateTimeOffset now) =>
            new(Count + 1, Count < IdentityRegistration.TriesBeforeLockOut ? now : Last);
    }
}
