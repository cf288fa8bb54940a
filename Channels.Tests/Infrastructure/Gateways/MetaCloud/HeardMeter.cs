using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Channels.Infrastructure.Gateways.MetaCloud.Webhooks;

namespace Channels.Tests.Infrastructure.Gateways.MetaCloud;

/// <summary>
/// Hears how often notices had each outcome. The meter is the process's: what tests at the same time count is in it too.
/// </summary>
internal sealed class HeardMeter : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, int> _counts = new();

    public HeardMeter(string name)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
        {
            foreach (var tag in tags)
            {
                if (tag.Key == NoticeMeter.Outcome)
                {
                    _counts.AddOrUpdate((string)tag.Value!, (int)count, (_, before) => before + (int)count);
                }
            }
        });
        _listener.Start();
    }

    public int Of(string outcome) => _counts.GetValueOrDefault(outcome);

    public void Dispose() => _listener.Dispose();
}
