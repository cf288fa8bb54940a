using System.Globalization;
using System.Threading.RateLimiting;
using Channels.Infrastructure.Settings;

namespace Channels.App.Api.V1;

/// <summary>How fast a key may send: so many requests a second (<c>Api:RequestsPerSecond</c>), and so many at once (<c>Api:Burst</c>).</summary>
internal sealed class KeyPace : IDisposable
{
    private readonly int _burst;
    private readonly int _perSecond;
    private readonly PartitionedRateLimiter<Guid> _limiter;

    public KeyPace(IConfiguration configuration)
    {
        _perSecond = Positive(configuration, "Api:RequestsPerSecond", 20);
        _burst = Positive(configuration, "Api:Burst", 40);
        _limiter = PartitionedRateLimiter.Create<Guid, Guid>(key => RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = _burst,
            TokensPerPeriod = _perSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        }));
    }

    /// <summary>Takes one request's turn, and says what is left (draft-ietf-httpapi-ratelimit-headers-10).</summary>
    public RateLimitLease Take(Guid key, IHeaderDictionary headers)
    {
        var lease = _limiter.AttemptAcquire(key);
        var left = _limiter.GetStatistics(key)?.CurrentAvailablePermits ?? 0;
        headers["RateLimit-Policy"] = string.Create(CultureInfo.InvariantCulture, $"\"key\";q={_burst};w={Math.Max(1, _burst / _perSecond)}");
        headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"key\";r={left};t=1");
        return lease;
    }

    /// <returns>In seconds.</returns>
    public static string RetryAfter(RateLimitLease lease) =>
        ((int)Math.Ceiling(lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait.TotalSeconds : 1)).ToString(CultureInfo.InvariantCulture);

    public void Dispose() => _limiter.Dispose();

    private static int Positive(IConfiguration configuration, string name, int usual) =>
        configuration[name] is not { Length: > 0 } text ? usual
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
        : throw new SettingsException($"{name} is \"{text}\": it takes a whole number above 0.");
}
