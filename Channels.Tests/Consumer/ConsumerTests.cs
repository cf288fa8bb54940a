using System.Text.Json;
using System.Text.Json.Nodes;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Events;
using Channels.Domain.Ports;
using Channels.Tests.App.Api.V1;
using Channels.Tests.Support;

namespace Channels.Tests.Consumer;

/// <summary>Another system's own code on another platform, with other people's library for the signatures.</summary>
public sealed class ConsumerTests
{
    private static readonly PhoneNumber Customer = PhoneNumber.FromDigits("5521987654321")!;

    [Fact]
    public async Task OtherSystem_HearsChecksAndAnswers_AndAfterItWasAwayEachMessageOnce()
    {
        Tools.RequireNode();
        await using var bench = await ApiBench.StartAsync(instances: 0, settings: ["--environment", "Development"]);
        var made = await bench.MakeAsync(
            null, ApiScope.ChannelsWrite, ApiScope.ChannelsPair, ApiScope.EventsRead, ApiScope.MessagesRead, ApiScope.MessagesSend, ApiScope.WebhooksManage);
        using var http = bench.Open(made.Secret);
        var phone = await LinkAsync(bench, http);
        var address = RunningApp.FreeAddress();
        var endpoint = (await http.CallAsync(HttpMethod.Post, "webhook-endpoints", new { url = address, shows_messages = true })).Body;
        (string, string)[] environment =
        [
            ("CHANNELS", new Uri(bench.Console.Address, "api/v1").ToString()), ("KEY", made.Secret), ("WEBHOOK_SECRET", (string)endpoint["secret"]!),
            ("PORT", $"{new Uri(address).Port}"), ("CATCH_UP", "1"),
        ];
        var state = Scratch.NewPath("channels-consumer-");

        await using (var system = OtherSystem.Start("consumer.mjs", [state], environment))
        {
            await system.UntilAsync(1, x => x.StartsWith("listening", StringComparison.Ordinal));
            await phone.ReceiveAsync(Customer, "Bia", "Oi");
            await system.UntilAsync(1, x => TypeOf(x) == EventTypes.MessageReceived && x.Contains("webhook", StringComparison.Ordinal));
            await AnsweredAsync(phone, 1);
        }

        for (var i = 1; i <= 3; i++)
        {
            await phone.ReceiveAsync(Customer, "Bia", $"Ainda aí? {i}");
        }

        await using var again = OtherSystem.Start("consumer.mjs", [state], environment);
        await again.UntilAsync(3, x => TypeOf(x) == EventTypes.MessageReceived);
        await AnsweredAsync(phone, 4);

        Assert.Equal(
            ["Recebido: Ainda aí? 1", "Recebido: Ainda aí? 2", "Recebido: Ainda aí? 3", "Recebido: Oi"],
            phone.State.Messages.Where(x => !x.Incoming).Select(x => x.Text).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(again.Said, x => x.Contains("refused", StringComparison.Ordinal));
        File.Delete(state);
    }

    [Fact]
    public async Task Signature_IsTakenByTheLibrary_AndNothingElseIs()
    {
        Tools.RequireNode();
        await using var bench = await ApiBench.StartAsync(instances: 1, settings: ["--environment", "Development"]);
        await using var receiver = await WebhookReceiver.StartAsync();
        using var http = await bench.OpenAsync(null, ApiScope.WebhooksManage);
        var endpoint = (await http.CallAsync(HttpMethod.Post, "webhook-endpoints", new { url = receiver.Address })).Body;
        var (first, other) = ((string)endpoint["secret"]!, (string)(await http.CallAsync(HttpMethod.Post, "webhook-endpoints", new { url = receiver.Address })).Body["secret"]!);
        var second = (string)(await http.CallAsync(HttpMethod.Post, $"webhook-endpoints/{endpoint["id"]}/rotate")).Body["secret"]!;
        await http.CallAsync(HttpMethod.Post, $"webhook-endpoints/{endpoint["id"]}/test");
        var call = await receiver.Calls.NextAsync();
        var old = $"{long.Parse(call.Headers["webhook-timestamp"], System.Globalization.CultureInfo.InvariantCulture) - 600}";

        await using var library = OtherSystem.Start("verify.mjs", []);
        await library.TellAsync(Delivery(call, second));
        await library.TellAsync(Delivery(call, first));
        await library.TellAsync(Delivery(call, other));
        await library.TellAsync(Delivery(call, second, body: call.Body.Replace("test", "tesu", StringComparison.Ordinal)));
        await library.TellAsync(Delivery(call, second, timestamp: old));

        Assert.Equal(["taken", "taken", "No matching signature found", "No matching signature found", "Message timestamp too old"], await library.UntilAsync(5, _ => true));
    }

    private static string? TypeOf(string line) => line.StartsWith('{') ? (string?)JsonNode.Parse(line)!["type"] : null;

    private static JsonNode Delivery(WebhookReceiver.Call call, string secret, string? body = null, string? timestamp = null) => JsonSerializer.SerializeToNode(new
    {
        secret,
        body = body ?? call.Body,
        headers = new Dictionary<string, string>
        {
            ["webhook-id"] = call.Headers["webhook-id"],
            ["webhook-timestamp"] = timestamp ?? call.Headers["webhook-timestamp"],
            ["webhook-signature"] = call.Headers["webhook-signature"],
        },
    })!;

    /// <summary>Links a pretended phone by the API alone.</summary>
    private static async Task<IVirtualPhone> LinkAsync(ApiBench bench, HttpClient http)
    {
        var id = (string)(await http.CallAsync(HttpMethod.Post, "channels", new { name = "Vendas", method = "simulator" })).Body["id"]!;
        await http.CallAsync(HttpMethod.Post, $"channels/{id}/pairing", new { });
        var qr = (string)(await http.ReadAsync($"channels/{id}/pairing?wait=20")).Body["qr"]!;
        var phones = bench.Console.Get<IVirtualPhones>();
        Assert.NotNull(await phones.LinkAsync(qr[(qr.LastIndexOf('/') + 1)..], PhoneNumber.FromDigits("5511987654321")!, "Loja da Bia"));
        return await phones.OfAsync(new ChannelId(Guid.Parse(id)));
    }

    private static async Task AnsweredAsync(IVirtualPhone phone, int count) =>
        Assert.Equal(count, await Tools.UntilAsync(() => Task.FromResult(phone.State.Messages.Count(x => !x.Incoming)), sent => sent >= count));
}
