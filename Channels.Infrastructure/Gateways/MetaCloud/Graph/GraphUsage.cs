using System.Text.Json;

namespace Channels.Infrastructure.Gateways.MetaCloud.Graph;

/// <summary>
/// How much of what Meta allows is used up, as it says itself beside each answer (Graph API, Rate limits: headers
/// X-App-Usage and X-Business-Use-Case-Usage, in per cent). What nobody waits for is put off before it is refused.
/// </summary>
internal sealed class GraphUsage(TimeProvider time)
{
    private const int Much = 90;

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);
    private static readonly string[] Headers = ["X-App-Usage", "X-Business-Use-Case-Usage", "X-Ad-Account-Usage"];
    private static readonly string[] Shares = ["call_count", "total_time", "total_cputime"];

    private readonly Lock _gate = new();
    private DateTimeOffset _restsUntil;

    /// <summary>Until when nothing is asked that nobody waits for; an instant of the past where there is room.</summary>
    public DateTimeOffset RestsUntil
    {
        get
        {
            lock (_gate)
            {
                return _restsUntil;
            }
        }
    }

    /// <summary>Meta refused a call because there were too many.</summary>
    public void Refused() => Rest(Pause);

    public void Read(HttpResponseMessage response)
    {
        foreach (var header in Headers)
        {
            if (response.Headers.TryGetValues(header, out var values))
            {
                Read(string.Concat(values));
            }
        }
    }

    private void Read(string text)
    {
        try
        {
            using var usage = JsonDocument.Parse(text);
            Read(usage.RootElement);
        }
        catch (JsonException)
        {
            // A hint that cannot be read is none.
        }
    }

    private void Read(JsonElement usage)
    {
        if (usage.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in usage.EnumerateArray())
            {
                Read(item);
            }
        }
        else if (usage.ValueKind == JsonValueKind.Object)
        {
            var minutes = usage.Number("estimated_time_to_regain_access") ?? 0;
            if (minutes > 0 || Shares.Any(share => Share(usage, share) >= Much))
            {
                Rest(minutes > 0 ? TimeSpan.FromMinutes(Math.Min(minutes, 24 * 60)) : Pause);
            }

            foreach (var inner in usage.EnumerateObject().Where(x => x.Value.ValueKind is JsonValueKind.Array or JsonValueKind.Object))
            {
                Read(inner.Value);
            }
        }
    }

    private static double Share(JsonElement usage, string name) =>
        usage.At(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var share) ? share : 0;

    private void Rest(TimeSpan pause)
    {
        lock (_gate)
        {
            var until = time.GetUtcNow() + pause;
            _restsUntil = until > _restsUntil ? until : _restsUntil;
        }
    }
}
