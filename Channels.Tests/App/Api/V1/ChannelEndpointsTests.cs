using System.Text.Json.Nodes;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Events;
using Channels.Domain.Ports;
using Channels.Domain.Sending;
using Channels.Domain.UseCases.Removal;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.App.Api.V1;

/// <summary>Instances, as other systems see and change them.</summary>
public sealed class ChannelEndpointsTests
{
    [Fact]
    public async Task List_GoesOnFromItsCursor_AndHasWhatTheKeyReaches()
    {
        await using var bench = await ApiBench.StartAsync(instances: 5);
        using var all = await bench.OpenAsync(null, ApiScope.ChannelsRead);
        using var limited = await bench.OpenAsync([bench.Channels[3]], ApiScope.ChannelsRead);

        var names = new List<string>();
        for (var cursor = ""; cursor is not null;)
        {
            var page = (await all.ReadAsync($"channels?limit=2{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}")).Body;
            names.AddRange(page["data"]!.AsArray().Select(x => (string)x!["name"]!));
            cursor = (string?)page["next"];
        }

        Assert.Equal(["Loja 1", "Loja 2", "Loja 3", "Loja 4", "Loja 5"], names);
        Assert.Equal(["Loja 4"], (await limited.ReadAsync("channels")).Body["data"]!.AsArray().Select(x => (string)x!["name"]!));
        Assert.Equal((404, "channel_not_found"), await limited.ProblemAsync(HttpMethod.Get, $"channels/{bench.Channels[0]}"));
        Assert.Equal((422, "cursor_invalid"), await all.ProblemAsync(HttpMethod.Get, "channels?cursor=none"));
    }

    [Fact]
    public async Task SameIdempotencyKey_MakesOneInstance_AndAnotherBodyIsRefused()
    {
        await using var bench = await ApiBench.StartAsync(instances: 0);
        using var http = await bench.OpenAsync(null, ApiScope.ChannelsWrite, ApiScope.ChannelsRead);
        Task<(int Status, JsonNode Body)> CreateAsync(string name) => http.CallAsync(HttpMethod.Post, "channels", new { name }, ("Idempotency-Key", "a"));

        var all = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => CreateAsync("Vendas")));

        Assert.All(all, x => Assert.Equal((201, (string)all[0].Body["id"]!), (x.Status, (string)x.Body["id"]!)));
        Assert.Equal((422, "idempotency_key_reused"), Code(await CreateAsync("Suporte")));
        Assert.Single((await http.ReadAsync("channels")).Body["data"]!.AsArray());
    }

    [Fact]
    public async Task Failure_ThatNobodyForesees_HasACodeToo()
    {
        await using var bench = await ApiBench.StartAsync(instances: 1, services => services.AddSingleton<IMessageLog, BrokenLog>());
        using var http = await bench.OpenAsync(null, ApiScope.EventsRead);

        Assert.Equal((500, "failed"), await http.ProblemAsync(HttpMethod.Get, "events"));
    }

    [Fact]
    public async Task Instance_SaysHowItStands_InStableWords()
    {
        await using var bench = await ApiBench.StartAsync(instances: 1);
        using var http = await bench.OpenAsync(null, ApiScope.ChannelsRead);
        await bench.Console.FallAsync(bench.Channels[0]);

        var (_, found) = await http.ReadAsync($"channels/{bench.Channels[0]}");

        Assert.Equal(
            ("whats_app_web", "disconnected", "logged_out_on_phone", "+5511970000000", false),
            ((string)found["method"]!, (string)found["status"]!, (string)found["reason"]!["code"]!, (string)found["number"]!, (bool)found["removing"]!));
        Assert.EndsWith("Z", (string)found["since"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rename_NeedsTheRevisionThatWasRead_WhereThatIsSaid()
    {
        await using var bench = await ApiBench.StartAsync(instances: 1);
        using var http = await bench.OpenAsync(null, ApiScope.ChannelsRead, ApiScope.ChannelsWrite);
        var path = $"channels/{bench.Channels[0]}";
        using var read = await http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        var tag = read.Headers.ETag!.ToString();

        var (status, renamed) = await http.CallAsync(HttpMethod.Patch, path, new { name = "Matriz" }, ("If-Match", tag));
        Assert.Equal((200, "Matriz"), (status, (string)renamed["name"]!));
        Assert.Equal((412, "revision_changed"), Code(await http.CallAsync(HttpMethod.Patch, path, new { name = "Filial" }, ("If-Match", tag))));
        Assert.Equal(200, (await http.CallAsync(HttpMethod.Patch, path, new { name = "Filial" })).Status);
    }

    [Fact]
    public async Task Create_IsForKeysThatReachAll()
    {
        await using var bench = await ApiBench.StartAsync(instances: 1);
        using var all = await bench.OpenAsync(null, ApiScope.ChannelsWrite, ApiScope.ChannelsRead);
        using var limited = await bench.OpenAsync([bench.Channels[0]], ApiScope.ChannelsWrite);

        var (status, made) = await all.CallAsync(HttpMethod.Post, "channels", new { name = "Nova" });
        Assert.Equal((201, "Nova"), (status, (string)made["name"]!));
        Assert.Equal(200, (await all.ReadAsync($"channels/{made["id"]}")).Status);
        Assert.Equal((409, "name_taken"), await all.ProblemAsync(HttpMethod.Post, "channels", new { name = "nova" }));
        Assert.Equal((403, "key_is_limited"), await limited.ProblemAsync(HttpMethod.Post, "channels", new { name = "Outra" }));
    }

    [Fact]
    public async Task RemovedOne_LeadsToItsSuccessor()
    {
        await using var bench = await ApiBench.StartAsync(instances: 2);
        using var http = await bench.OpenAsync([bench.Channels[1]], ApiScope.ChannelsRead);
        var preview = await bench.Console.SendAsync(new PreviewRemoval(bench.Channels[0]));
        await bench.Console.SendAsync(new RemoveChannel(
            bench.Channels[0], bench.Channels[1], Successor: null, preview.Seen(preview.Destinations.Single(x => x.Id == bench.Channels[1]))));

        using var answer = await http.GetAsync(new Uri($"channels/{bench.Channels[0]}", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal((308, $"/api/v1/channels/{bench.Channels[1]}"), ((int)answer.StatusCode, answer.Headers.Location!.OriginalString));
    }

    private static (int Status, string? Code) Code((int Status, JsonNode Body) answer) => (answer.Status, (string?)answer.Body["code"]);

    private sealed class BrokenLog : IMessageLog
    {
        public Task<LoggedMessage?> FindAsync(Guid id, CancellationToken cancellationToken) => throw new InvalidOperationException("broken");

        public Task<EventPage> ReadEventsAsync(EventCursor? after, int take, KeyGrant? reader, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("broken");
    }
}
