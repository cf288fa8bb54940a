using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Events;
using Channels.Domain.UseCases.Keys;
using Channels.Domain.UseCases.Webhooks;
using Channels.Domain.Webhooks;
using Channels.Tests.Support;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd.Tour;

/// <summary>Keys and webhooks, in each of their states.</summary>
internal sealed class IntegrationStops(TourWorld world)
{
    private const string Keys = ".keys > li";
    private const string Dialog = "[role=dialog]";

    public IEnumerable<Stop> All() =>
    [
        Stops.Page("integrations", "/integracoes", Keys),
        Stops.Page("integrations at 360 px", "/integracoes", Keys) with { Width = 360 },
        new("integrations: make a key", ChooseReachAsync),
        new("integrations: nothing chosen", MistypeKeyAsync),
        new("integrations: key", MakeKeyAsync),
        new("integrations: revoke", page => Stops.OpenAsync(page, "/integracoes", $"{Keys}:first-child button", Dialog)),
        new("webhooks: make one", ChooseTypesAsync),
        new("webhooks: wrong address", MistypeEndpointAsync),
        new("webhooks: secret", MakeEndpointAsync),
        Stops.Page("webhook", $"/integracoes/webhooks/{world.Endpoint}", ".deliveries li"),
        Stops.Page("webhook at 360 px", $"/integracoes/webhooks/{world.Endpoint}", ".deliveries li") with { Width = 360 },
        Stops.Page("webhook: nothing of that state", $"/integracoes/webhooks/{world.Endpoint}?estado=GivenUp", ".empty"),
        Stops.Page("webhook: gone", $"/integracoes/webhooks/{Guid.Empty}", ".page-message"),
        new("webhook: delivery", page => Stops.OpenAsync(page, Here, ".deliveries li:first-child button", $"{Dialog} pre")),
        new("webhook: edit", page => Stops.OpenAsync(page, Here, "[data-do=edit]", $"{Dialog} .some")),
        new("webhook: renew", page => Stops.OpenAsync(page, Here, "[data-do=renew]", Dialog)),
        new("webhook: replay", page => Stops.OpenAsync(page, Here, "[data-do=replay]", $"{Dialog} select")),
        new("webhook: remove", page => Stops.OpenAsync(page, Here, "[data-do=remove]", Dialog)),
    ];

    /// <summary>Keys and endpoints: those that work, and one of each that does not any more.</summary>
    public static async Task<Guid> FillAsync(LiveBench bench, DateTimeOffset now)
    {
        await bench.SendAsync(new MakeApiKey(new ApiKeyOrder("ERP da empresa", ApiScopes.All, Channels: null, "Loja Centro", now.AddDays(90))));
        var revoked = await bench.SendAsync(new MakeApiKey(new ApiKeyOrder("Antiga", [ApiScope.EventsRead], Channels: null)));
        await bench.SendAsync(new RevokeApiKey(revoked.Id));

        // It hears of nothing that happens during the walk.
        var quiet = new WebhookOrder("https://erp.loja.example/eventos", [EventTypes.EndpointDisabled, EventTypes.MessageExpired], Channels: null, ShowsMessages: true);
        await bench.SendAsync(new MakeEndpoint(quiet));
        var off = await bench.SendAsync(new MakeEndpoint(quiet));
        await bench.SendAsync(new SwitchEndpoint(off.Id, On: false));
        WebhookOutcome[] outcomes =
        [
            new(204, null, null, TimeSpan.FromMilliseconds(12)), new(500, null, "Loja Centro", TimeSpan.FromMilliseconds(40)),
            new(null, WebhookTrouble.NoAnswer, null, TimeSpan.FromSeconds(15)),
        ];
        await bench.SendAsModuleAsync(new SettleEvents(off.Id, [.. outcomes.Select((x, i) => new TriedEvent(i + 1, EventTypes.ChannelCreated, x))], 0, 0));
        return off.Id;
    }

    private string Here => $"/integracoes/webhooks/{world.Endpoint}";

    private static async Task ChooseReachAsync(IPage page)
    {
        await Stops.OpenAsync(page, "/integracoes", "[data-make=key]", Dialog);
        await page.Locator($"{Dialog} [name=reach]").Nth(1).CheckAsync();
        await page.Locator($"{Dialog} .some input").First.CheckAsync();
    }

    private static async Task MistypeKeyAsync(IPage page)
    {
        await ChooseReachAsync(page);
        await page.Locator($"{Dialog} .some input").First.UncheckAsync();
        await page.Locator($"{Dialog} [type=submit]").ClickAsync();
        await page.Locator("#key-name-error").WaitForAsync();
    }

    private static async Task MakeKeyAsync(IPage page)
    {
        await Stops.OpenAsync(page, "/integracoes", "[data-make=key]", Dialog);
        await page.Locator("#key-name").FillAsync("ERP da empresa");
        await page.Locator($"{Dialog} .check input").First.CheckAsync();
        await page.Locator($"{Dialog} [type=submit]").ClickAsync();
        await page.Locator($"{Dialog} pre").WaitForAsync();
    }

    private static async Task ChooseTypesAsync(IPage page)
    {
        await Stops.OpenAsync(page, "/integracoes", "[data-make=endpoint]", Dialog);
        await page.Locator($"{Dialog} [name=types]").Nth(1).CheckAsync();
        await page.Locator($"{Dialog} .types input").First.CheckAsync();
    }

    private static async Task MistypeEndpointAsync(IPage page)
    {
        await ChooseTypesAsync(page);
        await page.Locator("#endpoint-url").FillAsync("https://10.0.0.1/");
        await page.Locator($"{Dialog} .types input").First.UncheckAsync();
        await page.Locator($"{Dialog} [type=submit]").ClickAsync();
        await page.Locator($"{Dialog} .form-error").WaitForAsync();
        await page.Locator($"{Dialog} .types input").First.CheckAsync();
        await page.Locator($"{Dialog} [type=submit]").ClickAsync();
        await page.Locator("#endpoint-url-error").WaitForAsync();
    }

    private static async Task MakeEndpointAsync(IPage page)
    {
        await ChooseTypesAsync(page);
        await page.Locator("#endpoint-url").FillAsync("https://erp.loja.example/eventos");
        await page.Locator($"{Dialog} [type=submit]").ClickAsync();
        await page.Locator($"{Dialog} .copy-row").WaitForAsync();
    }
}
