using System.Diagnostics.Metrics;

namespace Channels.Infrastructure.Gateways.MetaCloud.Webhooks;

/// <summary>Counts what Meta told by what became of it.</summary>
internal static class NoticeMeter
{
    public const string Name = "Channels.MetaCloud";
    public const string Notices = "channels.meta_cloud.notices";
    public const string Outcome = "outcome";
    public const string Field = "field";

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Counter = Meter.CreateCounter<long>(Notices);

    public static void Add(string outcome, string field) => Counter.Add(
        1, new KeyValuePair<string, object?>(Outcome, outcome), new KeyValuePair<string, object?>(Field, field));
}
