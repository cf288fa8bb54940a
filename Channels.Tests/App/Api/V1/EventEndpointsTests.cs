using System.Text.Json.Nodes;
using Channels.Domain.Access;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.Keys;

namespace Channels.Tests.App.Api.V1;

/// <summary>What happened, read by other systems: each event once, in order, of what the key reaches.</summary>
public sealed class EventEndpointsTests
{
    private static readonly ApiScope[] Reads = [ApiScope.EventsRead, ApiScope.MessagesRead];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reader_ThatKeepsItsCursor_SeesEachEventOnce()
    {
        await using var bench = await ApiBench.StartAsync(instances: 2);
        using var http = await bench.OpenAsync(null, Reads);

        var (seen, cursor) = await ReadAllAsync(http, cursor: null, limit: 3);
        await bench.Console.ReceiveAsync(bench.Channels[0], DateTimeOffset.UtcNow);
        var (more, end) = await ReadAllAsync(http, cursor, limit: 3);

        Assert.Equal([.. seen.Select((_, place) => (long)place + 1)], seen.Select(x => (long)x["sequence"]!));
        Assert.Equal(["conversation.opened", "message.received"], more.Select(x => (string)x["type"]!).Order(StringComparer.Ordinal));
        var message = more.Single(x => (string)x["type"]! == "message.received")["data"]!["message"]!;
        Assert.Equal(
            ("in", "text", "available", "Olá", "+5521912345678", "Carla"),
            ((string)message["direction"]!, (string)message["type"]!, (string)message["content"]!, (string)message["text"]!,
                (string)message["contact"]!["number"]!, (string)message["contact"]!["name"]!));
        Assert.Empty((await ReadAllAsync(http, end, limit: 3)).Events);
    }

    [Fact]
    public async Task LimitedKey_SeesWhatItReaches_AndItsCursorPassesTheRest()
    {
        await using var bench = await ApiBench.StartAsync(instances: 2);
        using var http = await bench.OpenAsync([bench.Channels[1]], Reads);

        var (seen, cursor) = await ReadAllAsync(http, cursor: null, limit: 200);
        await bench.Console.ReceiveAsync(bench.Channels[0], DateTimeOffset.UtcNow);

        Assert.All(seen, x => Assert.Equal(bench.Channels[1].ToString(), (string)x["channel_id"]!));
        var (none, past) = await ReadAllAsync(http, cursor, limit: 200);
        Assert.Empty(none);
        Assert.NotEqual(cursor, past);
    }

    [Fact]
    public async Task KeyThatMayNotReadMessages_LearnsThatOneCame_AndNothingOfIt()
    {
        await using var bench = await ApiBench.StartAsync(instances: 1);
        using var http = await bench.OpenAsync(null, ApiScope.EventsRead);
        await bench.Console.ReceiveAsync(bench.Channels[0], DateTimeOffset.UtcNow);

        var received = (await ReadAllAsync(http, cursor: null, limit: 200)).Events.Single(x => (string)x["type"]! == "message.received");

        Assert.NotNull(received["data"]!["subject_id"]);
        Assert.DoesNotContain("5521912345678", received.ToJsonString(), StringComparison.Ordinal);
        Assert.Null(received["data"]!["message"]);
    }

    [Fact]
    public async Task CursorOfAnotherLog_OrFromBeforeWhatIsKept_IsExpired()
    {
        await using var bench = await ApiBench.StartAsync(instances: 1);
        await using var other = await ApiBench.StartAsync(instances: 1);
        using var http = await bench.OpenAsync(null, Reads);
        using var elsewhere = await other.OpenAsync(null, Reads);
        var (_, foreign) = await ReadAllAsync(elsewhere, cursor: null, limit: 200);

        var (status, problem) = await http.ReadAsync($"events?after={foreign}");
        Assert.Equal((410, "cursor_expired"), (status, (string)problem["code"]!));
        var (seen, _) = await ReadAllAsync(http, (string)problem["oldest"]!, limit: 200);
        Assert.Equal(1, (long)seen[0]["sequence"]!);
        Assert.Equal((422, "cursor_invalid"), await http.ProblemAsync(HttpMethod.Get, "events?after=x"));
    }

    [Fact]
    public async Task Stream_GoesOnFromTheLastId_AndTellsWhatHappensNext()
    {
        await using var bench = await ApiBench.StartAsync(instances: 1);
        using var http = await bench.OpenAsync(null, Reads);
        var (seen, cursor) = await ReadAllAsync(http, cursor: null, limit: 200);

        using var request = new HttpRequestMessage(HttpMethod.Get, "events/stream") { Headers = { { "Last-Event-ID", cursor } } };
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancellation));
        await bench.Console.SendAsync(new RenameChannel(bench.Channels[0], "Matriz", "Loja 1"));

        var (id, type, data) = await ReadEventAsync(reader);
        Assert.Equal(("channel.updated", (long)seen[^1]["sequence"]! + 1), (type, (long)data["sequence"]!));
        Assert.Empty((await ReadAllAsync(http, id, limit: 200)).Events);
    }

    [Fact]
    public async Task Stream_EndsWithItsKey_AndOfOneKeyThereAreFive()
    {
        await using var bench = await ApiBench.StartAsync(instances: 1);
        var made = await bench.MakeAsync(null, Reads);
        using var http = bench.Open(made.Secret);
        var (_, cursor) = await ReadAllAsync(http, cursor: null, limit: 200);
        var streams = new List<HttpResponseMessage>();
        for (var i = 0; i < 5; i++)
        {
            streams.Add(await http.GetAsync(new Uri($"events/stream?after={cursor}", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancellation));
        }

        Assert.Equal((429, "too_many_streams"), await http.ProblemAsync(HttpMethod.Get, "events/stream"));
        await bench.Console.SendAsync(new RevokeApiKey(made.Id));
        await bench.Console.SendAsync(new RenameChannel(bench.Channels[0], "Matriz", "Loja 1"));

        foreach (var stream in streams)
        {
            Assert.Equal("", await stream.Content.ReadAsStringAsync(Cancellation));
            stream.Dispose();
        }
    }

    private static async Task<(List<JsonNode> Events, string Cursor)> ReadAllAsync(HttpClient http, string? cursor, int limit)
    {
        var seen = new List<JsonNode>();
        while (true)
        {
            var (status, page) = await http.ReadAsync($"events?limit={limit}{(cursor is null ? "" : $"&after={cursor}")}");
            Assert.Equal(200, status);
            var next = (string)page["next"]!;
            seen.AddRange(page["data"]!.AsArray().Select(x => x!.DeepClone()));
            if (page["data"]!.AsArray().Count < limit)
            {
                return (seen, next);
            }

            cursor = next;
        }
    }

    private static async Task<(string Id, string Type, JsonNode Data)> ReadEventAsync(StreamReader reader)
    {
        var fields = new Dictionary<string, string>();
        while (await reader.ReadLineAsync(Cancellation).AsTask().WaitAsync(Support.Patience.Limit, Cancellation) is { } line && (line.Length > 0 || fields.Count == 0))
        {
            if (line.IndexOf(": ", StringComparison.Ordinal) is > 0 and var at)
            {
                fields[line[..at]] = line[(at + 2)..];
            }
        }

        return (fields["id"], fields["event"], JsonNode.Parse(fields["data"])!);
    }
}
