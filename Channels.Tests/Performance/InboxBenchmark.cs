using System.Globalization;
using Channels.Domain.Sending;
using Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;
using Channels.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Channels.Tests.Performance;

/// <summary>
/// A minute of messages from known contacts to the running app, its data on a disk: how many it takes, what each costs the app
/// and its engine, and how long it is from the wire to the log of events; beside a bare Baileys that gets the same.
/// <c>dotnet run --project Channels.Tests -c Release -- -explicit only -class Channels.Tests.Performance.InboxBenchmark -showLiveOutput</c>
/// </summary>
public sealed class InboxBenchmark(WhatsAppServer server, ITestOutputHelper output) : IClassFixture<WhatsAppServer>
{
    private const int Lines = 8;

    private static readonly TimeSpan Time = TimeSpan.FromSeconds(int.Parse(Environment.GetEnvironmentVariable("INBOX_SECONDS") ?? "60", CultureInfo.InvariantCulture));
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);
    private static readonly string[] Ours = NumbersFrom(5511987650000, Lines);
    private static readonly string[] Bare = NumbersFrom(5511987660000, Lines);
    private static readonly string[] Contacts = NumbersFrom(5521912340000, 25);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <param name="perSecond">0: as many as it takes.</param>
    [Theory(Explicit = true)]
    [InlineData(200)]
    [InlineData(0)]
    public async Task Messages_OfAMinute_BesideABareClient(int perSecond)
    {
        Tools.RequireNode();
        await server.ResetAsync();
        var ours = await RunOursAsync(perSecond);
        var bare = await RunBareAsync(perSecond);
        var (app, engine) = (ours.PerMessage[0], ours.PerMessage[1]);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"CPU of a message: app {app:0.00} ms + engine {engine:0.00} ms = {app + engine:0.00} ms; bare client {bare.PerMessage[0]:0.00} ms; ratio {(app + engine) / bare.PerMessage[0]:0.00}"));
    }

    private async Task<TrafficUse> RunOursAsync(int perSecond)
    {
        await using var app = RunningApp.CreateOnDisk(
            ("ASPNETCORE_ENVIRONMENT", "Production"), ("WhatsAppWeb:ServerUrl", server.Url.ToString()), ("Plan:ConnectionLimit", $"{Lines}"));
        await LinkAsync(app.DataFolder);
        await app.StartAgainAsync();
        await Task.WhenAll(Ours.Select(number => server.UntilAsync(number, "settled")));
        var engine = await app.SidecarIdAsync();
        using var events = new EventWatch(app.DataFolder);
        var use = await new Traffic(server, Ours, Contacts, perSecond).RunAsync(WarmUp, Time, () => [app.ProcessId, engine]);
        await Tools.UntilAsync(() => Tools.QueryAsync(app.DataFolder, "SELECT Id FROM Inbox LIMIT 1"), waiting => waiting.Count == 0);
        await Task.Delay(TimeSpan.FromMilliseconds(100), Cancellation);
        events.Stop();
        output.WriteLine($"app, {Lines} lines: {use.Words}");
        output.WriteLine($"from the wire to the log of events: {Figures.Milliseconds(await WaitsAsync(app, events, use))}");
        return use;
    }

    private async Task<TrafficUse> RunBareAsync(int perSecond)
    {
        await using var client = await BareClient.StartAsync(server, Bare);
        for (var socket = 0; socket < Lines; socket++)
        {
            foreach (var contact in Contacts)
            {
                await client.GetToKnowAsync(server, socket, Bare[socket], contact);
            }
        }

        var use = await new Traffic(server, Bare, Contacts, perSecond).RunAsync(WarmUp, Time, () => [client.ProcessId]);
        output.WriteLine($"bare client, {Lines} sockets: {use.Words}; {client.Messages} printed");
        return use;
    }

    /// <summary>How long each message took until its event could be read, once each.</summary>
    private static async Task<List<double>> WaitsAsync(RunningApp app, EventWatch events, TrafficUse use)
    {
        var sent = use.Messages.ToDictionary(x => x.Id, x => x.SentAt);
        var rows = await Tools.QueryAsync(
            app.DataFolder, "SELECT WhatsAppId, Sequence FROM Messages AS m JOIN Events AS e ON e.Subject = m.Id AND e.Type = 'message.received'");
        var logged = rows.Select(x => x.Split('|')).Where(x => sent.ContainsKey(x[0])).ToList();
        Assert.Equal(sent.Keys.Order(), logged.Select(x => x[0]).Order());
        return [.. logged.Select(x => (events.SeenAt(long.Parse(x[1], CultureInfo.InvariantCulture)) - sent[x[0]]) / 1000.0)];
    }

    /// <summary>A data folder with linked instances, whose contacts wrote and were answered.</summary>
    private async Task LinkAsync(string folder)
    {
        await using var bench = await GatewayBench.StartAsync(server.Url);
        foreach (var number in Ours)
        {
            await server.AddPhoneAsync(number, new { history = false });
            var id = await bench.ConnectAsync(server, number, $"Loja {number[^2..]}");
            foreach (var contact in Contacts)
            {
                await server.DoAsync(number, "receive", new { from = contact, text = "Oi" });
                await bench.Received.NextAsync();
                await bench.UntilSentAsync(await bench.SendTextAsync(id, contact, "Oi"), SendState.Sent);
            }
        }

        await bench.MoveOutAsync(folder);
    }

    private static string[] NumbersFrom(long first, int count) =>
        [.. Enumerable.Range(0, count).Select(i => (first + i).ToString(CultureInfo.InvariantCulture))];
}
