using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Channels.Infrastructure.Gateways.WhatsAppWeb;

namespace Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>Listens to the gateway's counter, of all gateways in the process.</summary>
internal sealed class MessageCounts : IDisposable
{
    private readonly ConcurrentDictionary<string, long> _counts = new();
    private readonly MeterListener _listener = new();

    public MessageCounts()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == MessageMeter.Messages)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
            _counts.AddOrUpdate((string)tags[0].Value!, count, (_, before) => before + count));
        _listener.Start();
    }

    public IEnumerable<string> Kinds => _counts.Keys;

    public void Dispose() => _listener.Dispose();
}
