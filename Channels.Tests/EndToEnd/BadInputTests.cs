using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.LinkedData;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.Linked;
using Channels.Domain.UseCases.Observe;
using Channels.Domain.UseCases.People;
using Channels.Tests.Support;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd;

/// <summary>What comes from other people's phones and systems is text of any kind and length, and pictures that are none.</summary>
public sealed class BadInputTests(Chromium browser)
{
    private const string Markup = "<img src=x onerror=\"document.title='markup'\"><b>";

    private static readonly string Long = "\u202E" + Markup + new string('\u0633', 5000);

    [Fact]
    public async Task UntrustedNamesAndPicture_AreTextEverywhere_LeaveTheLayout_AndTheInitials()
    {
        Tools.RequireBrowser();
        await using var bench = await LiveBench.StartAsync(instances: 1);
        var id = await PlantAsync(bench);
        var page = await browser.OpenAsync(bench.Address, width: 360, height: 740);
        await page.SignInAsync(bench);

        await page.GotoAsync("/canais");
        var card = page.Locator($"[data-channel='{id}']");
        await Assertions.Expect(card.Locator("bdi")).ToContainTextAsync("<b>");
        await Assertions.Expect(card.Locator(".portrait img")).ToHaveAttributeAsync("data-broken", "");
        await Assertions.Expect(card.Locator(".portrait img")).ToBeHiddenAsync();
        await Assertions.Expect(card.Locator(".portrait > span")).ToBeVisibleAsync();
        await HoldsAsync(page);
        await ConsoleUser.InteractiveAsync(card.Locator("[data-action=Remove]"), page.Locator("[role=dialog] fieldset"));
        await HoldsAsync(page);

        await page.GotoAsync($"/canais/{id}/historico");
        await page.Locator("main li").First.WaitForAsync();
        await HoldsAsync(page);

        await bench.SendAsync(new ChangePreferences(View: BoardView.Table));
        await page.GotoAsync("/canais");
        await page.Locator("tbody tr").First.WaitForAsync();
        await HoldsAsync(page);
    }

    private static async Task<ChannelId> PlantAsync(LiveBench bench)
    {
        var id = (await bench.SendAsync(new CreateChannel("<b>" + new string('W', 57), ConnectionMethod.WhatsAppWeb))).Id;
        await bench.SendAsGatewayAsync(new ObserveLogin(id, PhoneNumber.FromDigits("5511987654321")!));
        await bench.SendAsGatewayAsync(new ObserveProfile(id, Long, new Picture("a1b2", [0xFF, 0xD8, 0xFF])));
        await bench.SendAsModuleAsync(new LinkItem(Guid.NewGuid(), LinkedKind.Integration, id, Markup + new string('W', 150)));
        return id;
    }

    private static async Task HoldsAsync(IPage page)
    {
        Assert.NotEqual("markup", await page.TitleAsync());
        Assert.Equal(0, await page.Locator("main b, main img[src=x], [role=dialog] b, [role=dialog] img[src=x]").CountAsync());
        Assert.Equal(360, await page.EvaluateAsync<int>("document.scrollingElement.scrollWidth"));
    }
}
