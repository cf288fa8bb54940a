using System.Text.Json.Nodes;
using Channels.Domain.Access;

namespace Channels.Tests.App.Api.V1;

/// <summary>Messages of other systems: taken once, read, and taken back.</summary>
public sealed class MessageEndpointsTests
{
    private static readonly ApiScope[] Reads = [ApiScope.MessagesSend, ApiScope.MessagesRead];

    [Fact]
    public async Task Message_IsTaken_Read_AndToldOf()
    {
        await using var bench = await ApiBench.StartAsync(instances: 1);
        using var http = await bench.OpenAsync(null, Reads);

        var (status, taken) = await http.CallAsync(
            HttpMethod.Post, $"channels/{bench.Channels[0]}/messages", new { to = new { number = "+5521912345678" }, text = "Seu pedido saiu", client_reference = "pedido 4711" });

        Assert.Equal((202, "queued", "pedido 4711"), (status, (string)taken["state"]!, (string)taken["client_reference"]!));
        var (_, read) = await http.ReadAsync($"messages/{taken["id"]}");
        Assert.Equal(
            ("out", "pedido 4711", "+5521912345678", bench.Channels[0].ToString()),
            ((string)read["direction"]!, (string)read["client_reference"]!, (string)read["contact"]!["number"]!, (string)read["channel_id"]!));
        var (_, problem) = await http.CallAsync(HttpMethod.Post, $"channels/{bench.Channels[0]}/messages", new { to = new { number = "x" }, text = " ", send_at = "2200-01-01T00:00:00Z" });
        Assert.Equal(["contact_invalid", "text_required", "send_time_invalid"], problem["errors"]!.AsArray().Select(x => (string)x!["code"]!));
    }

    [Fact]
    public async Task Message_IsTakenBack_Once_AndNotThroughWhatTheKeyDoesNotReach()
    {
        await using var bench = await ApiBench.StartAsync(instances: 2);
        using var http = await bench.OpenAsync([bench.Channels[0]], ApiScope.MessagesSend);
        using var other = await bench.OpenAsync([bench.Channels[1]], ApiScope.MessagesSend);
        var later = new { to = new { number = "5521912345678" }, text = "Olá", send_at = DateTimeOffset.UtcNow.AddDays(1) };
        var (_, taken) = await http.CallAsync(HttpMethod.Post, $"channels/{bench.Channels[0]}/messages", later);
        var path = $"messages/{taken["id"]}";

        Assert.Equal((404, "message_not_found"), await other.ProblemAsync(HttpMethod.Post, $"{path}/cancel"));
        Assert.Equal((404, "channel_not_found"), await http.ProblemAsync(HttpMethod.Post, $"{path}/decision", new { decision = "send", channel_id = bench.Channels[1].Value }));
        var (status, after) = await http.CallAsync(HttpMethod.Post, $"{path}/cancel");
        Assert.Equal((200, "cancelled"), (status, (string)after["state"]!));
        Assert.Equal((409, "message_decided"), await http.ProblemAsync(HttpMethod.Post, $"{path}/cancel"));
    }

    [Fact]
    public async Task SameKeyAndBody_FiftyTimesAtOnce_IsOneMessage_AndAnotherBodyIsAMistake()
    {
        await using var bench = await ApiBench.StartAsync(1, null, "--Api:Burst", "1000");
        using var http = await bench.OpenAsync(null, Reads);
        using var other = await bench.OpenAsync(null, Reads);
        var path = $"channels/{bench.Channels[0]}/messages";
        var order = new { to = new { number = "5521912345678" }, text = "Olá" };
        Task<(int Status, JsonNode Body)> SendAsync(HttpClient by, object body, string key) => by.CallAsync(HttpMethod.Post, path, body, ("Idempotency-Key", key));

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => SendAsync(http, order, "\"pedido-1\"")));

        Assert.All(answers, x => Assert.Equal(202, x.Status));
        Assert.Single(answers.Select(x => (string)x.Body["id"]!).Distinct());
        Assert.Equal((string)answers[0].Body["id"]!, (string)(await SendAsync(http, order, "pedido-1")).Body["id"]!);
        var (status, problem) = await SendAsync(http, new { order.to, text = "Outra coisa" }, "pedido-1");
        Assert.Equal((422, "idempotency_key_reused"), (status, (string)problem["code"]!));
        Assert.NotEqual((string)answers[0].Body["id"]!, (string)(await SendAsync(other, order, "pedido-1")).Body["id"]!);
        Assert.Equal(422, (await SendAsync(http, order, new string('x', 256))).Status);
    }
}
