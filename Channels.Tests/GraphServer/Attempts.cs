namespace Channels.Tests.GraphServer;

/// <summary>Ten requests within 72 hours; the next one is refused and blocks for 72 hours (contract, 2.6).</summary>
internal sealed class Attempts
{
    private const int Allowed = 10;
    private static readonly TimeSpan Window = TimeSpan.FromHours(72);
    private readonly Lock _lock = new();
    private readonly List<DateTimeOffset> _made = [];
    private DateTimeOffset? _blockedUntil;

    public void Count(DateTimeOffset now)
    {
        lock (_lock)
        {
            _made.RemoveAll(x => now - x >= Window);
            if (_blockedUntil > now || _made.Count >= Allowed)
            {
                _blockedUntil = _blockedUntil > now ? _blockedUntil : now + Window;
                throw new GraphRefusal(
                    133016,
                    "(#133016) Account register deregister rate limit exceeded",
                    details: "The number was registered or deregistered too often. Try again after 72 hours.");
            }

            _made.Add(now);
        }
    }
}

/// <summary>Meta publishes neither how many wrong PINs are too many nor for how long, only that <c>details</c> says it.</summary>
internal sealed class WrongPins
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);
    private readonly Lock _lock = new();
    private int _count;
    private DateTimeOffset? _lockedUntil;

    /// <summary>How many wrong ones are answered as wrong before the next are too many.</summary>
    public int Allowed { get; set; } = 3;

    public void Check(string? pin, string given, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (_lockedUntil > now)
            {
                throw TooMany(_lockedUntil.Value - now);
            }

            if (pin is null || pin == given)
            {
                _count = 0;
                return;
            }

            if (++_count > Allowed)
            {
                (_count, _lockedUntil) = (0, now + Pause);
                throw TooMany(Pause);
            }

            throw new GraphRefusal(133005, "(#133005) Two step verification PIN Mismatch", details: "The PIN is not the one that was set for this number.");
        }
    }

    private static GraphRefusal TooMany(TimeSpan wait) => new(
        133008,
        "(#133008) Too many two step verification PIN guesses",
        details: $"Wait {Math.Ceiling(wait.TotalSeconds)} seconds before the next try.");
}
