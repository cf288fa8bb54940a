using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Channels.Domain;
using Channels.Domain.Alerts;
using Channels.Domain.UseCases.Alerts;
using Channels.Infrastructure.Alerts;
using Channels.Tests.Support;

namespace Channels.Tests.Infrastructure.Alerts;

/// <summary>Webhooks on the wire, to a receiver on loopback.</summary>
public sealed class WebhookSenderTests : IAsyncLifetime
{
    private readonly Workbench _bench = new();
    private WebhookReceiver _receiver = null!;
    private ChannelSnapshot _sales = null!;
    private string _secret = "";

    public async ValueTask InitializeAsync()
    {
        await _bench.InitializeAsync();
        _receiver = await WebhookReceiver.StartAsync();
        _sales = await _bench.CreateConnectedAsync("Vendas", "5511987654321");
        _secret = (await _bench.SendAsync(new ChangeAlerts(AlertChoices.Default.ByWebhook(_receiver.Address), null, 0))).NewSecret!;
    }

    public async ValueTask DisposeAsync()
    {
        await _receiver.DisposeAsync();
        await _bench.DisposeAsync();
    }

    [Fact]
    public async Task Alert_IsPostedAsTheReadmeSays()
    {
        await AlertAsync();

        await _bench.DeliverAsync(AlertRoute.Webhook);

        var call = await _receiver.Calls.NextAsync();
        var incident = Assert.Single(await _bench.IncidentsAsync());
        var delivery = Assert.Single(incident.Deliveries);
        Assert.Equal(("POST", "/alertas", "application/json; charset=utf-8"), (call.Method, call.Path, call.ContentType));
        Assert.Equal(delivery.Id.ToString(), call.Headers["X-Channels-Delivery"]);
        Assert.Equal(
            $$"""
            {"id":"{{delivery.Id}}","type":"channel.down","sent_at":"2026-11-22T15:05:00Z","channel":{"id":"{{_sales.Id}}","name":"Vendas","number":"+5511987654321"},"incident_id":"{{incident.Id}}","first_reason":"logged_out_on_phone","reason":"logged_out_on_phone","since":"2026-11-22T15:00:00Z","up_since":null,"duration_seconds":300,"drops":1,"first_news":true}
            """,
            call.Body);
        Assert.Equal(DeliveryState.Sent, delivery.State);
    }

    [Fact]
    public async Task Recovery_IsPostedWithTheDuration()
    {
        await AlertAsync();
        await _bench.DeliverAsync(AlertRoute.Webhook);
        await _bench.PassAsync(7);
        await _bench.ComeBackAsync(_sales);
        await _bench.PassAsync(2);
        await _bench.DeliverAsync(AlertRoute.Webhook);

        await _receiver.Calls.NextAsync();
        var body = JsonNode.Parse((await _receiver.Calls.NextAsync()).Body)!;
        Assert.Equal(
            ("channel.recovered", "2026-11-22T15:12:00Z", 720, false),
            ((string?)body["type"], (string?)body["up_since"], (int)body["duration_seconds"]!, (bool)body["first_news"]!));
    }

    [Fact]
    public async Task Signature_IsTheHmacOfTimestampAndBody()
    {
        await _bench.SendAsync(new SendTestAlert(AlertRoute.Webhook));

        var call = await _receiver.Calls.NextAsync();
        Assert.Equal("test", (string?)JsonNode.Parse(call.Body)!["type"]);
        Assert.Equal("1795359600", call.Headers["X-Channels-Timestamp"]);
        Assert.Equal("v1=" + Hmac(_secret, call), call.Headers["X-Channels-Signature"]);
    }

    [Fact]
    public async Task Secret_Renewed_SignsFromThenOn()
    {
        var renewed = await _bench.SendAsync(new RenewWebhookSecret());
        await _bench.SendAsync(new SendTestAlert(AlertRoute.Webhook));

        var call = await _receiver.Calls.NextAsync();
        Assert.Equal("v1=" + Hmac(renewed, call), call.Headers["X-Channels-Signature"]);
    }

    [Theory]
    [InlineData(200, DeliveryState.Sent)]
    [InlineData(302, DeliveryState.GivenUp)]
    [InlineData(401, DeliveryState.GivenUp)]
    [InlineData(410, DeliveryState.GivenUp)]
    [InlineData(408, DeliveryState.Waiting)]
    [InlineData(429, DeliveryState.Waiting)]
    [InlineData(503, DeliveryState.Waiting)]
    public async Task Answer_DecidesWhetherItIsTriedAgain(int status, DeliveryState state)
    {
        _receiver.Status = status;
        _receiver.Location = status == 302 ? _receiver.Address + "/outro" : null;
        await AlertAsync();

        await _bench.DeliverAsync(AlertRoute.Webhook);

        await _receiver.Calls.NextAsync();
        Assert.True(_receiver.Calls.IsEmpty);
        var delivery = Assert.Single(Assert.Single(await _bench.IncidentsAsync()).Deliveries);
        Assert.Equal(
            (state, state == DeliveryState.Sent ? null : $"{status}"), (delivery.State, delivery.Detail));
    }

    [Fact]
    public async Task NoAnswer_IsTriedAgainUnderTheSameId()
    {
        _receiver.IsSilent = true;
        await AlertAsync();

        var sending = _bench.DeliverAsync(AlertRoute.Webhook);
        var first = await _receiver.Calls.NextAsync();
        _bench.Time.Advance(WebhookSender.Limit);
        var next = await sending;
        _receiver.IsSilent = false;
        _bench.Time.SetUtcNow(next!.Value);
        await _bench.DeliverAsync(AlertRoute.Webhook);

        Assert.Equal(first.Headers["X-Channels-Delivery"], (await _receiver.Calls.NextAsync()).Headers["X-Channels-Delivery"]);
        Assert.Equal(["Down Webhook Sent"], await _bench.DeliveriesAsync());
    }

    [Fact]
    public async Task ReceiverDown_SaysSo()
    {
        await _receiver.DisposeAsync();

        Assert.Equal(AlertTrouble.Unreachable, (await _bench.SendAsync(new SendTestAlert(AlertRoute.Webhook))).Trouble);
    }

    private async Task AlertAsync()
    {
        await _bench.DropAsync(_sales, ReasonCode.LoggedOutOnPhone);
        await _bench.PassAsync(5);
    }

    /// <summary>HMAC as RFC 2104 writes it, with nothing but the hash itself.</summary>
    private static string Hmac(string secret, WebhookReceiver.Call call)
    {
        var key = Encoding.UTF8.GetBytes(secret);
        Array.Resize(ref key, 64);
        var text = Encoding.UTF8.GetBytes($"{call.Headers["X-Channels-Timestamp"]}.{call.Body}");
        var inner = SHA256.HashData([.. key.Select(x => (byte)(x ^ 0x36)), .. text]);
        return Convert.ToHexStringLower(SHA256.HashData([.. key.Select(x => (byte)(x ^ 0x5c)), .. inner]));
    }
}
