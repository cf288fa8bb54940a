using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Channels.Domain.Access;
using Channels.Domain.Events;
using Channels.Tests.Support;

namespace Channels.Tests.App.Api.V1;

/// <summary>Endpoints by the API, and what the running console posts to them.</summary>
public sealed class WebhookEndpointsTests : IAsyncLifetime
{
    private static readonly string[] Renamed = [EventTypes.ChannelUpdated];
    private static readonly string[] Received = [EventTypes.MessageReceived];
    private static readonly string[] Unknown = ["message.unheard"];
    private ApiBench _bench = null!;
    private HttpClient _key = null!;
    private WebhookReceiver _receiver = null!;

    public async ValueTask InitializeAsync()
    {
        _bench = await ApiBench.StartAsync(settings: ["--environment", "Development"]);
        _receiver = await WebhookReceiver.StartAsync();
        _key = await _bench.OpenAsync(null, ApiScope.WebhooksManage, ApiScope.ChannelsWrite, ApiScope.ChannelsRead);
    }

    public async ValueTask DisposeAsync()
    {
        _key.Dispose();
        await _receiver.DisposeAsync();
        await _bench.DisposeAsync();
    }

    [Fact]
    public async Task Event_IsPosted_SignedAsStandardWebhooksHasIt()
    {
        var (status, made) = await MakeAsync(new { url = _receiver.Address, types = Renamed });
        Assert.Equal((201, "on"), (status, (string)made["endpoint"]!["state"]!));
        await RenameAsync("Vendas 2");

        var call = await _receiver.Calls.NextAsync();
        using var reader = await _bench.OpenAsync(null, ApiScope.EventsRead);
        var events = await reader.ReadAsync("events");
        var told = events.Body["data"]!.AsArray().Single(x => (string)x!["type"]! == EventTypes.ChannelUpdated)!;
        Assert.Equal(told.ToJsonString(), JsonNode.Parse(call.Body)!.ToJsonString());
        Assert.Equal((string)told["id"]!, call.Headers["webhook-id"]);
        Assert.Equal(Sign((string)made["secret"]!, call), call.Headers["webhook-signature"]);
    }

    [Fact]
    public async Task Rotated_BothSecretsSign()
    {
        var made = (await MakeAsync(new { url = _receiver.Address })).Body;
        var renewed = (string)(await _key.CallAsync(HttpMethod.Post, $"webhook-endpoints/{made["id"]}/rotate")).Body["secret"]!;
        Assert.Matches("^whsec_[A-Za-z0-9+/]{43}=$", renewed);

        Assert.Equal(204, (int)(await _key.CallAsync(HttpMethod.Post, $"webhook-endpoints/{made["id"]}/test")).Body["status"]!);

        var call = await _receiver.Calls.NextAsync();
        Assert.Equal($"{Sign(renewed, call)} {Sign((string)made["secret"]!, call)}", call.Headers["webhook-signature"]);
    }

    [Fact]
    public async Task Endpoint_IsReadChangedSwitchedAndRemoved()
    {
        var id = (string)(await MakeAsync(new { url = _receiver.Address })).Body["id"]!;
        Assert.Single((await _key.ReadAsync("webhook-endpoints")).Body["data"]!.AsArray());

        var (status, changed) = await _key.CallAsync(HttpMethod.Patch, $"webhook-endpoints/{id}", new { types = Received, on = false });
        Assert.Equal((200, "off", "by_person"), (status, (string)changed["state"]!, (string)changed["off_reason"]!));
        Assert.Equal(Received, changed["types"]!.AsArray().Select(x => (string)x!));
        Assert.Equal(_receiver.Address, (string)changed["url"]!);
        Assert.Equal((412, "revision_changed"), CodeOf(await _key.CallAsync(HttpMethod.Patch, $"webhook-endpoints/{id}", new { on = true }, ("If-Match", "\"0\""))));

        Assert.Equal(204, (await _key.CallAsync(HttpMethod.Delete, $"webhook-endpoints/{id}")).Status);
        Assert.Equal((404, "endpoint_not_found"), await _key.ProblemAsync(HttpMethod.Get, $"webhook-endpoints/{id}"));
    }

    [Theory]
    [InlineData("", "webhook_address_required")]
    [InlineData("http://erp.loja.example/x", "webhook_not_encrypted")]
    [InlineData("https://169.254.169.254/latest/meta-data", "webhook_address_forbidden")]
    [InlineData("https://[::ffff:10.0.0.1]/x", "webhook_address_forbidden")]
    public async Task Address_ThatCannotBeUsed_IsNamed(string url, string code)
    {
        var (status, problem) = await MakeAsync(new { url, types = Unknown });

        Assert.Equal(422, status);
        Assert.Equal([code, "event_type_unknown"], problem["errors"]!.AsArray().Select(x => (string)x!["code"]!));
    }

    [Fact]
    public async Task SameIdempotencyKey_MakesOneEndpoint_AndAnotherBodyIsRefused()
    {
        var first = await MakeAsync(new { url = _receiver.Address }, ("Idempotency-Key", "\"a\""));
        var second = await MakeAsync(new { url = _receiver.Address }, ("Idempotency-Key", "\"a\""));
        var other = await MakeAsync(new { url = _receiver.Address + "/2" }, ("Idempotency-Key", "\"a\""));

        Assert.Equal((201, (string)first.Body["id"]!), (second.Status, (string)second.Body["id"]!));
        Assert.Null(second.Body["secret"]);
        Assert.Equal((422, "idempotency_key_reused"), CodeOf(other));
        Assert.Single((await _key.ReadAsync("webhook-endpoints")).Body["data"]!.AsArray());
    }

    [Fact]
    public async Task LimitedKey_SeesAndMakesWhatHearsOfItsOwnAlone()
    {
        var (mine, other) = (_bench.Channels[0], _bench.Channels[1]);
        var all = (string)(await MakeAsync(new { url = _receiver.Address })).Body["id"]!;
        using var limited = await _bench.OpenAsync([mine], ApiScope.WebhooksManage);

        Assert.Empty((await limited.ReadAsync("webhook-endpoints")).Body["data"]!.AsArray());
        Assert.Equal((404, "endpoint_not_found"), await limited.ProblemAsync(HttpMethod.Delete, $"webhook-endpoints/{all}"));
        Assert.Equal((403, "key_is_limited"), await limited.ProblemAsync(HttpMethod.Post, "webhook-endpoints", new { url = _receiver.Address }));
        Assert.Equal((404, "channel_not_found"), await limited.ProblemAsync(HttpMethod.Post, "webhook-endpoints", new { url = _receiver.Address, channel_ids = new[] { other.Value } }));
        Assert.Equal((403, "scope_missing"), await limited.ProblemAsync(
            HttpMethod.Post, "webhook-endpoints", new { url = _receiver.Address, channel_ids = new[] { mine.Value }, shows_messages = true }));
        var (status, made) = await limited.CallAsync(HttpMethod.Post, "webhook-endpoints", new { url = _receiver.Address, channel_ids = new[] { mine.Value } });
        Assert.Equal(201, status);
        Assert.Equal((string)made["id"]!, (string)(await limited.ReadAsync("webhook-endpoints")).Body["data"]![0]!["id"]!);
    }

    [Fact]
    public async Task Deliveries_AreListed_AndReplayed()
    {
        var id = (string)(await MakeAsync(new { url = _receiver.Address, types = Renamed })).Body["id"]!;
        _receiver.Status = 500;
        _receiver.Answer = "erro";
        await RenameAsync("Vendas 2");
        await _receiver.Calls.NextAsync();
        var failed = await Tools.UntilAsync(() => _key.ReadAsync($"webhook-endpoints/{id}/deliveries?state=waiting"), x => x.Body["data"]!.AsArray().Count == 1);
        Assert.Equal((400, "not_readable"), await _key.ProblemAsync(HttpMethod.Get, $"webhook-endpoints/{id}/deliveries?state=lost"));
        var delivery = failed.Body["data"]![0]!;
        Assert.Equal((500, "erro", 1), ((int)delivery["status"]!, (string)delivery["answer"]!, (int)delivery["attempts"]!));
        Assert.Equal("failing", (string)(await _key.ReadAsync($"webhook-endpoints/{id}")).Body["state"]!);

        (_receiver.Status, _receiver.Answer) = (200, "");
        Assert.Equal(202, (await _key.CallAsync(HttpMethod.Post, $"deliveries/{delivery["id"]}/replay")).Status);

        var taken = await Tools.UntilAsync(() => _key.ReadAsync($"deliveries/{delivery["id"]}"), x => (string)x.Body["state"]! == "delivered");
        Assert.Equal(200, (int)taken.Body["status"]!);
        Assert.Equal(202, (await _key.CallAsync(HttpMethod.Post, $"webhook-endpoints/{id}/replay", new { since = "2026-01-01T00:00:00Z" })).Status);
        Assert.Equal((404, "delivery_not_found"), await _key.ProblemAsync(HttpMethod.Post, $"deliveries/{Guid.NewGuid()}/replay"));
    }

    private static string Sign(string secret, WebhookReceiver.Call call) => "v1," + Convert.ToBase64String(HMACSHA256.HashData(
        Convert.FromBase64String(secret["whsec_".Length..]),
        Encoding.UTF8.GetBytes($"{call.Headers["webhook-id"]}.{call.Headers["webhook-timestamp"]}.{call.Body}")));

    private static (int Status, string Code) CodeOf((int Status, JsonNode Body) answer) => (answer.Status, (string)answer.Body["code"]!);

    private Task<(int Status, JsonNode Body)> MakeAsync(object order, params (string Name, string Value)[] headers) =>
        _key.CallAsync(HttpMethod.Post, "webhook-endpoints", order, headers);

    private async Task RenameAsync(string name) =>
        Assert.Equal(200, (await _key.CallAsync(HttpMethod.Patch, $"channels/{_bench.Channels[0]}", new { name })).Status);
}
