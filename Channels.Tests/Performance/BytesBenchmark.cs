using Channels.Domain;
using Channels.Domain.UseCases.Observe;
using Channels.Tests.Support;

namespace Channels.Tests.Performance;

/// <summary>How many bytes a change of status is for one open page of 50 channels: drawn, and compressed on the wire.</summary>
public sealed class BytesBenchmark(ITestOutputHelper output)
{
    private static readonly StatusReason[] Reasons =
    [
        new(ReasonCode.Reconnecting) { Cause = ConnectionCause.Lost, Attempt = 1 },
        new(ReasonCode.Reconnecting) { Cause = ConnectionCause.Lost, Attempt = 2 },
        new(ReasonCode.LoggedOutOnPhone),
        new(ReasonCode.CodeExpired),
    ];

    [Fact(Explicit = true)]
    public async Task Change_InBytes()
    {
        await using var bench = await LiveBench.StartAsync(instances: 50);
        await using var wire = CountingWire.To(bench.Address);
        await using var page = await ProtocolCircuit.OpenAsync(wire.Address, "/canais", bench.Cookies);
        foreach (var reason in Reasons)
        {
            var (drawn, sent) = (new List<double>(), new List<double>());
            foreach (var id in bench.Channels.Take(30))
            {
                // What follows a change a moment later, such as the announcement, is counted with the next pause.
                await Task.Delay(TimeSpan.FromSeconds(1.5), TestContext.Current.CancellationToken);
                var (before, next) = (wire.Received, page.Next());
                await bench.SendAsGatewayAsync(new ObserveLine(id, reason));
                drawn.Add((await next).Bytes);
                await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
                sent.Add(wire.Received - before);
            }

            output.WriteLine(
                $"to {reason.Code} ({reason.Attempt}): drawn {Figures.Median(drawn)} bytes, at most {drawn.Max()}; on the wire {Figures.Median(sent)}, at most {sent.Max()}");
        }
    }
}
