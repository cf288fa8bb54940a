using System.Text.Json;

namespace Channels.Infrastructure.Gateways.MetaCloud.Graph;

/// <summary>
/// How much of what Meta allows is used up, as it says itself beside each answer (Graph API, Rate limits: headers
/// X-App-Usage and X-Business-Use-Case-Usage, in per cent) and where it refuses. Each limit is of one thing: the app (code
/// 4), an account (80007), the user of a token (17). What nobody waits for is put off for that thing before it is refused;
/// how many messages may be sent says nothing of reading.
/// </summary>
internal sealed class GraphUsage(TimeProvider time)
{
    private const int AppLimit = 4;
    private const int UserLimit = 17;
    private const int AccountLimit = 80007;
    private const int Much = 90;
    private const string App = "app";

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);
    private static readonly string[] Shares = ["call_count", "total_time", "total_cputime"];

    private readonly Lock _gate = new();
    private readonly Dictionary<string, DateTimeOffset> _rests = [];
    private readonly Dictionary<string, string> _accounts = [];

    /// <summary>Calls are about a number as often as about its account.</summary>
    public void Know(CallScope scope)
    {
        if (scope is { AccountId: { } account, NumberId: { } number })
        {
            lock (_gate)
            {
                _accounts[number] = account;
            }
        }
    }

    /// <param name="scope">Of whom the calls would be; null where that is not known yet.</param>
    /// <returns>Until when nothing is asked that nobody waits for; an instant of the past where there is room.</returns>
    public DateTimeOffset RestsUntil(CallScope? scope)
    {
        lock (_gate)
        {
            return new[] { App, scope?.User, scope?.AccountId, scope?.NumberId }
                .Max(x => x is null ? default : _rests.GetValueOrDefault(x));
        }
    }

    /// <param name="about">The id that the call was about.</param>
    /// <param name="token">Who asked; null where nobody in particular did.</param>
    public void Heed(HttpResponseMessage response, GraphError? refusal, string about, string? token)
    {
        if (refusal is not null && ErrorTable.Of(refusal).Kind == GraphErrorKind.MessageLimit)
        {
            return;
        }

        // Its headers are those of the app, which may have room.
        if (refusal is { Code: UserLimit } && token is not null)
        {
            Rest(CallScope.UserOf(token), Pause);
            return;
        }

        if (refusal is { Code: AppLimit } || PausesIn(response, "X-App-Usage").Any())
        {
            Rest(App, Pause);
        }

        var account = AccountOf(about);
        if (refusal is { Code: AccountLimit })
        {
            Rest(account, Pause);
        }

        foreach (var (named, pause) in PausesIn(response, "X-Business-Use-Case-Usage"))
        {
            // Named by the account itself or by a business that we know nothing of.
            Rest(IsAccount(named) ? named : account, pause);
        }
    }

    private static IEnumerable<(string Named, TimeSpan Pause)> PausesIn(HttpResponseMessage response, string header)
    {
        try
        {
            using var usage = response.Headers.TryGetValues(header, out var values) ? JsonDocument.Parse(string.Concat(values)) : null;
            return usage is null ? [] : [.. PausesIn(usage.RootElement, named: "")];
        }
        catch (JsonException)
        {
            // A hint that cannot be read is none.
            return [];
        }
    }

    private static IEnumerable<(string Named, TimeSpan Pause)> PausesIn(JsonElement usage, string named)
    {
        if (usage.ValueKind == JsonValueKind.Array)
        {
            return usage.EnumerateArray().SelectMany(x => PausesIn(x, named));
        }

        if (usage.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        var minutes = usage.Number("estimated_time_to_regain_access") ?? 0;
        var inner = usage.EnumerateObject().SelectMany(x => PausesIn(x.Value, x.Name));
        return minutes > 0 ? inner.Append((named, TimeSpan.FromMinutes(Math.Min(minutes, 24 * 60))))
            : Shares.Any(share => Share(usage, share) >= Much) ? inner.Append((named, Pause))
            : inner;
    }

    private static double Share(JsonElement usage, string name) =>
        usage.At(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var share) ? share : 0;

    private string AccountOf(string about)
    {
        lock (_gate)
        {
            return _accounts.GetValueOrDefault(about, about);
        }
    }

    private bool IsAccount(string id)
    {
        lock (_gate)
        {
            return _accounts.ContainsValue(id);
        }
    }

    private void Rest(string thing, TimeSpan pause)
    {
        lock (_gate)
        {
            var until = time.GetUtcNow() + pause;
            _rests[thing] = until > _rests.GetValueOrDefault(thing) ? until : _rests[thing];
        }
    }
}
