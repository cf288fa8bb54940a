namespace Channels.Tests.GraphServer;

public sealed class SubscriptionTests
{
    [Fact]
    public async Task Subscribe_ShowsTheAppAmongOthers_UntilItIsTakenBack()
    {
        await using var bench = await MetaBench.StartAsync();
        bench.Waba.OtherApps = [("42", "Outro app")];
        var path = $"v26.0/{bench.Waba.Id}/subscribed_apps";
        Assert.Equal(["42"], await IdsAsync());
        Assert.Equal("""{"success":true}""", (await bench.PostAsync(path)).Text);
        Assert.Equal("""{"success":true}""", (await bench.PostAsync(path)).Text);
        Assert.Equal(["42", bench.Server.AppId], await IdsAsync());
        Assert.Equal("""{"success":true}""", (await bench.DeleteAsync(path)).Text);
        Assert.Equal(["42"], await IdsAsync());

        async Task<IEnumerable<string?>> IdsAsync() =>
            (await bench.GetAsync(path)).Body["data"]!.AsArray().Select(x => (string?)x!["whatsapp_business_api_data"]!["id"]);
    }

    [Fact]
    public async Task Subscribe_WithAnOverride_AsksTheCallbackFirst()
    {
        await using var bench = await MetaBench.StartAsync();
        await using var app = await CallbackReceiver.StartAsync();
        var path = $"v26.0/{bench.Waba.Id}/subscribed_apps";
        var wrong = await bench.PostAsync(path, Override(app.Address, "outro"));
        Assert.Equal(422, wrong.Status);
        Assert.Null(bench.Waba.Subscription);
        Assert.Equal(200, (await bench.PostAsync(path, Override(app.Address, "combinado"))).Status);
        var shown = (await bench.GetAsync(path)).Body["data"]![0]!.AsObject();
        Assert.Equal(app.Address, (string?)shown["override_callback_uri"]);
        Assert.Equal(
            ContractExamples.Parse(ContractExamples.SubscribedApps)["data"]![0]!.AsObject().Select(x => x.Key),
            shown.Select(x => x.Key).Order(StringComparer.Ordinal).Reverse());
        await bench.PostAsync(path);
        Assert.Null(bench.Waba.Subscription!.Callback);
    }

    [Fact]
    public async Task NumberOverride_IsSetAndCleared()
    {
        await using var bench = await MetaBench.StartAsync();
        await using var app = await CallbackReceiver.StartAsync();
        Assert.Equal(200, (await bench.PostAsync(bench.Number.Id, $$"""{"webhook_configuration":{{Override(app.Address, "combinado")}}}""")).Status);
        Assert.Equal(app.Address, bench.Number.Override!.Callback);
        await bench.PostAsync(bench.Number.Id, """{"webhook_configuration":{"override_callback_uri":""}}""");
        Assert.Null(bench.Number.Override);
    }

    private static string Override(string callback, string token) => $$"""{"override_callback_uri":"{{callback}}","verify_token":"{{token}}"}""";
}
