using System.Text;
using System.Text.Json.Nodes;

namespace Channels.Tests.GraphServer;

public sealed class WebhookTests
{
    [Fact]
    public async Task Configure_NeedsTheTokenThatTheAppKnows()
    {
        await using var bench = await MetaBench.StartAsync();
        await using var app = await CallbackReceiver.StartAsync();
        Assert.False(await bench.Server.Webhooks.ConfigureAsync(app.Address, "outro"));
        Assert.Null(bench.Server.Webhooks.Callback);
        Assert.True(await bench.Server.Webhooks.ConfigureAsync(app.Address, "combinado"));
        Assert.Equal(app.Address, bench.Server.Webhooks.Callback);
    }

    [Fact]
    public async Task Send_SignsTheEscapedBytes()
    {
        await using var bench = await MetaBench.StartAsync();
        await using var app = await SubscribedAsync(bench);
        await bench.Server.Webhooks.SendAsync(bench.Server.Events.TextFrom(bench.Number, "551188887777", "Promoção: https://loja.example/"));
        var (body, signature) = Assert.Single(app.Taken);
        Assert.Equal("sha256=" + MetaJson.Hmac(bench.Server.AppSecret, body), signature);
        Assert.Contains(@"Promo\u00e7\u00e3o: https:\/\/loja.example\/", Encoding.UTF8.GetString(body), StringComparison.Ordinal);
        Assert.True(bench.Server.World.HeardWithinADay(bench.Number, "5511988887777"));
    }

    [Fact]
    public async Task Post_MayLackOrSpoilTheSignature()
    {
        await using var bench = await MetaBench.StartAsync();
        await using var app = await SubscribedAsync(bench);
        await bench.Server.Webhooks.PostAsync("{}", Signing.None);
        await bench.Server.Webhooks.PostAsync("{}", Signing.Wrong);
        Assert.Null(app.Taken[0].Signature);
        Assert.NotEqual("sha256=" + MetaJson.Hmac(bench.Server.AppSecret, "{}"), app.Taken[1].Signature);
    }

    [Fact]
    public async Task Retry_SendsTheSameBytes_UntilTheAnswerIs200()
    {
        await using var bench = await MetaBench.StartAsync();
        await using var app = await SubscribedAsync(bench);
        app.Status = 204;
        var delivery = Assert.Single(await bench.Server.Webhooks.SendAsync(bench.Server.Events.Review(bench.Waba, "APPROVED")));
        Assert.Equal(204, delivery.Status);
        app.Status = 200;
        Assert.Equal(1, await bench.Server.Webhooks.RetryAsync());
        Assert.Equal(0, await bench.Server.Webhooks.RetryAsync());
        Assert.Equal(2, delivery.Attempts);
        Assert.Equal(app.Taken[0].Body, app.Taken[1].Body);
        Assert.Equal(app.Taken[0].Signature, app.Taken[1].Signature);
        await bench.Server.Webhooks.RepeatAsync(delivery);
        Assert.Equal(app.Taken[0].Body, app.Taken[2].Body);
    }

    [Fact]
    public async Task Retry_GivesUpAfterSevenDays()
    {
        await using var bench = await MetaBench.StartAsync();
        var app = await SubscribedAsync(bench);
        await app.DisposeAsync();
        var delivery = Assert.Single(await bench.Server.Webhooks.SendAsync(bench.Server.Events.AccountDeleted(bench.Waba)));
        Assert.Null(delivery.Status);
        Assert.Equal(1, await bench.Server.Webhooks.RetryAsync());
        bench.Time.Advance(TimeSpan.FromDays(7));
        Assert.Equal(0, await bench.Server.Webhooks.RetryAsync());
    }

    [Fact]
    public async Task Send_OfSeveral_IsOneBodyOfEntriesAndChangesAndMessages()
    {
        await using var bench = await MetaBench.StartAsync();
        await using var app = await SubscribedAsync(bench);
        var events = bench.Server.Events;
        await bench.Server.Webhooks.SendAsync(
            WebhookEvents.Together(events.TextFrom(bench.Number, "551188887777", "1"), events.TextFrom(bench.Number, "551188887777", "2")),
            events.AccountDeleted(bench.Waba),
            events.Disabled(bench.Waba, "DISABLE"),
            events.PartnerAdded(bench.Waba));
        var entries = JsonNode.Parse(Assert.Single(app.Taken).Body)!["entry"]!.AsArray();
        Assert.Equal([bench.Waba.Id, bench.Waba.Id, bench.Server.Partner.Id], entries.Select(x => (string?)x!["id"]));
        Assert.Equal([1, 2, 1], entries.Select(x => x!["changes"]!.AsArray().Count));
        Assert.Null(entries[0]!["time"]);
        Assert.Equal(bench.Time.GetUtcNow().ToUnixTimeSeconds(), (long)entries[1]!["time"]!);
        Assert.Equal(["1", "2"], entries[0]!["changes"]![0]!["value"]!["messages"]!.AsArray().Select(x => (string?)x!["text"]!["body"]));
    }

    [Fact]
    public async Task SendShuffled_SendsEachOnce_InAnotherOrder()
    {
        await using var bench = await MetaBench.StartAsync();
        await using var app = await SubscribedAsync(bench);
        var sent = Enumerable.Range(0, 20).Select(x => bench.Server.Events.Of(bench.Waba, $"field_{x}", [])).ToList();
        await bench.Server.Webhooks.SendShuffledAsync(1, sent);
        var fields = app.Changes.Select(x => x.Field).ToList();
        Assert.NotEqual(sent.Select(x => x.Field), fields);
        Assert.Equal(sent.Select(x => x.Field).Order(StringComparer.Ordinal), fields.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Override_TakesMessages_AndNotWhatConcernsTheAccount()
    {
        await using var bench = await MetaBench.StartAsync();
        await using var app = await SubscribedAsync(bench);
        await using var account = await CallbackReceiver.StartAsync();
        await using var number = await CallbackReceiver.StartAsync();
        bench.Waba.Subscription = new WebhookOverride(account.Address);
        var (text, deleted) = (bench.Server.Events.TextFrom(bench.Number, "551188887777", "Oi"), bench.Server.Events.AccountDeleted(bench.Waba));
        Assert.Equal(2, (await bench.Server.Webhooks.SendAsync(text, deleted)).Count);
        bench.Number.Override = new WebhookOverride(number.Address);
        await bench.Server.Webhooks.SendAsync(text);
        Assert.Equal("account_update", Assert.Single(app.Changes).Field);
        Assert.Equal("messages", Assert.Single(account.Changes).Field);
        Assert.Equal("messages", Assert.Single(number.Changes).Field);
    }

    [Fact]
    public async Task Send_WithoutASubscription_GoesNowhere_UnlessItTellsOfAPartner()
    {
        await using var bench = await MetaBench.StartAsync();
        await using var app = await SubscribedAsync(bench);
        await bench.DeleteAsync($"{bench.Waba.Id}/subscribed_apps");
        var events = bench.Server.Events;
        Assert.Empty(await bench.Server.Webhooks.SendAsync(events.TextFrom(bench.Number, "551188887777", "Oi"), events.AccountDeleted(bench.Waba)));
        await bench.Server.Webhooks.SendAsync(events.PartnerRemoved(bench.Waba));
        Assert.Equal(bench.Server.Partner.Id, Assert.Single(app.Changes).EntryId);
    }

    private static async Task<CallbackReceiver> SubscribedAsync(MetaBench bench)
    {
        var app = await CallbackReceiver.StartAsync();
        await bench.Server.Webhooks.ConfigureAsync(app.Address, app.VerifyToken);
        await bench.PostAsync($"{bench.Waba.Id}/subscribed_apps");
        return app;
    }
}
