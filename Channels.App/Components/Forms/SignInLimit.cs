using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace Channels.App.Components.Forms;

/// <summary>
/// How often one address may try a password, a one-time link or a setup code, beside the lock-out of each account. In
/// IPv6 that is a whole network of 64 bits, because a single line has that many addresses.
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
        using var lease = _limiter.AttemptAcquire(LineOf(http.Connection.RemoteIpAddress));
        if (!lease.IsAcquired)
        {
            http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        }

        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();

    private static string LineOf(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };
}
