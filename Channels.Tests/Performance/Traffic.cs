using System.Globalization;
using System.Text.Json.Nodes;
using Channels.Tests.Support;

namespace Channels.Tests.Performance;

/// <summary>Known contacts write to several phones at once, and what that cost the processes that it passed through.</summary>
/// <param name="PerSecond">To all phones together; 0: never more than twenty to each that have no receipt yet.</param>
internal sealed record Traffic(WhatsAppServer Server, string[] Numbers, string[] Contacts, int PerSecond)
{
    private const int MostPerSecond = 1500;

    /// <summary>For a while, so that both sides know and compiled what they do; then for the time that is measured.</summary>
    public async Task<TrafficUse> RunAsync(TimeSpan warmUp, TimeSpan time, Func<int[]> processes)
    {
        await SendAsync(warmUp, () => []);
        return await SendAsync(time, processes);
    }

    private async Task<TrafficUse> SendAsync(TimeSpan time, Func<int[]> processes)
    {
        var perSecond = (double)(PerSecond == 0 ? MostPerSecond : PerSecond) / Numbers.Length;
        foreach (var number in Numbers)
        {
            await Server.DoAsync(number, "prepare", new { from = Contacts, count = (int)Math.Ceiling(perSecond * time.TotalSeconds) });
        }

        int[] all = [Server.ProcessId, .. processes()];
        var before = all.Select(ProcessUse.CpuMilliseconds).ToList();
        var start = EventWatch.NowMicroseconds;
        var order = new { perSecond = PerSecond == 0 ? (double?)null : perSecond, seconds = time.TotalSeconds };
        var answers = await Task.WhenAll(Numbers.Select(number => Server.DoAsync(number, "run", order)));
        var took = EventWatch.NowMicroseconds - start;
        var cpu = all.Select(ProcessUse.CpuMilliseconds).Zip(before, (after, earlier) => after - earlier).ToList();
        return new TrafficUse([.. answers.SelectMany(MessagesOf)], took / 1e6, cpu);
    }

    private static IEnumerable<SentMessage> MessagesOf(JsonNode answer) => answer["messages"]!.AsArray()
        .Select(x => new SentMessage((string)x![0]!, (long)x[1]!, (long)x[2]!));
}

/// <param name="SentAt">Microseconds, as <see cref="EventWatch.NowMicroseconds"/> has them.</param>
internal sealed record SentMessage(string Id, long SentAt, long AnsweredAt);

/// <param name="Cpu">Milliseconds of the WhatsApp server, then of the processes that were asked for.</param>
internal sealed record TrafficUse(IReadOnlyList<SentMessage> Messages, double Seconds, IReadOnlyList<double> Cpu)
{
    public double PerSecond => Messages.Count / Seconds;

    /// <summary>CPU milliseconds for each message, of the processes that were asked for.</summary>
    public double[] PerMessage => [.. Cpu.Skip(1).Select(x => x / Messages.Count)];

    public string Words => string.Create(
        CultureInfo.InvariantCulture,
        $"{Messages.Count} messages in {Seconds:0.0} s, {PerSecond:0} a second; to the receipt {Figures.Milliseconds(Messages.Select(x => (x.AnsweredAt - x.SentAt) / 1000.0))}; the WhatsApp server took {Cpu[0] / Seconds / 10:0} % of one core");
}
