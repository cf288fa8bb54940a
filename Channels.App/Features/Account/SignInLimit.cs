using System.Threading.RateLimiting;

namespace Channels.App.Features.Account;

/// <summary>
/// How often one address may try a password, a one-time link or a setup code, beside the lock-out of each account.
/// The pages ask it themselves, so that whoever is refused reads why and loses nothing typed.
/// </summary>
internal sealed class SignInLimit : IDisposable
{
    public const int TriesPerMinute = 10;

    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(
        address => RateLimitPartition.GetFixedWindowLimiter(address, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = TriesPerMinute,
            Window = TimeSpan.FromMinutes(1),
        }));

    public bool Allows(HttpContext http)
    {
        using var lease = _limiter.AttemptAcquire(http.Connection.RemoteIpAddress?.ToString() ?? "");
        if (!lease.IsAcquired)
        {
            http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        }

        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();
}
