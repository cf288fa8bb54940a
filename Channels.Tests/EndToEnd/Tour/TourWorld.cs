using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.LinkedData;
using Channels.Domain.Ports;
using Channels.Domain.UseCases;
using Channels.Domain.UseCases.Linked;
using Channels.Domain.UseCases.People;
using Channels.Domain.UseCases.Removal;
using Channels.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd.Tour;

/// <summary>
/// The app with an instance in every state, people, linked data and a past, so that every page and dialog has something
/// to show. All that was typed by somebody is one of <see cref="Typed"/>.
/// </summary>
internal sealed class TourWorld : IAsyncDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;
    private readonly Dictionary<ReasonCode, ChannelId> _states = [];

    private TourWorld(LiveBench bench) => Bench = bench;

    /// <summary>What people and gateways typed: names, titles, addresses.</summary>
    public static IReadOnlyList<string> Typed { get; } =
    [
        "Instância", "Loja Centro", "Carla Dias", "Davi", "Boas-vindas", "Retomar o orçamento", "Entrega às 14h", "ERP da empresa",
        "Sucessora", "Antiga", "Ana", "Beto", "Eva", "ana@loja.example", "beto@loja.example", "eva@loja.example",
    ];

    public LiveBench Bench { get; }

    /// <summary>The removed one, which left a receipt.</summary>
    public ChannelId Removed { get; private set; }

    public ChannelId Simulated { get; private set; }

    /// <summary>The one-time link with which Beto chooses a password.</summary>
    public PasswordLink Invitation { get; private set; } = null!;

    public ChannelId this[ReasonCode code] => _states[code];

    public static async Task<TourWorld> StartAsync(Action<IServiceCollection>? more = null)
    {
        var world = new TourWorld(await LiveBench.StartAsync(instances: 0, more, "--environment", "Development"));
        await world.FillAsync();
        return world;
    }

    /// <summary>Makes every stop, in the language and with the sign-in that it asks for, and looks at each.</summary>
    public async Task WalkAsync(Chromium browser, string culture, Func<Stop, IPage, Task> look, int width = 1440)
    {
        var inside = await OpenAsync(browser, culture, signedIn: true, width);
        var outside = await OpenAsync(browser, culture, signedIn: false, width);
        foreach (var stop in new Stops(this).All())
        {
            var page = stop.SignedIn ? inside : outside;
            try
            {
                await stop.OpenAsync(page);
            }
            catch (Exception lost) when (lost is TimeoutException or PlaywrightException)
            {
                throw new InvalidOperationException($"Could not reach \"{stop}\"", lost);
            }

            await look(stop, page);
        }

        await inside.Context.CloseAsync();
        await outside.Context.CloseAsync();
    }

    /// <summary>A page of the signed-in administrator; of nobody where <paramref name="signedIn"/> is false.</summary>
    public async Task<IPage> OpenAsync(Chromium browser, string culture = "pt-BR", bool signedIn = true, int width = 1440, int height = 900)
    {
        var page = await browser.OpenAsync(Bench.Address, width, height);
        var cookies = signedIn ? Bench.Cookies.GetAllCookies().Select(x => (x.Name, x.Value)) : [];
        await page.Context.AddCookiesAsync(cookies
            .Append(("channels.culture", Uri.EscapeDataString($"c={culture}|uic={culture}")))
            .Select(x => new Cookie { Name = x.Item1, Value = x.Item2, Url = Bench.Address.ToString() }));
        return page;
    }

    /// <summary>A code on the open dialog of an instance, for as long as the tour takes.</summary>
    public void ShowCode() => Bench.Get<IPairingCodes>().Show(
        this[ReasonCode.CodeOnScreen], new PairingCode("https://wa.me/settings/linked_devices#" + new string('x', 200), Now.AddHours(1)));

    public ValueTask DisposeAsync() => Bench.DisposeAsync();

    private async Task FillAsync()
    {
        var place = 0;
        foreach (var code in Enum.GetValues<ReasonCode>())
        {
            _states[code] = await AddAsync($"Instância {++place:00}", code, place);
        }

        Simulated = (await Bench.SendAsync(new CreateChannel("Loja Centro", ConnectionMethod.Simulator))).Id;
        await LinkDataAsync(this[ReasonCode.Connected]);
        await LinkDataAsync(this[ReasonCode.LoggedOutOnPhone]);
        await FillPeopleAsync();
        await LeaveReceiptAsync();
        ShowCode();
    }

    private async Task<ChannelId> AddAsync(string name, ReasonCode code, int place)
    {
        var id = (await Bench.SendAsync(new CreateChannel(name, ConnectionMethod.WhatsAppWeb))).Id;
        if (code is ReasonCode.NeverConnected or ReasonCode.Opening or ReasonCode.CodeOnScreen)
        {
            await Bench.SendAsGatewayAsync(new ObserveLine(id, new StatusReason(code)));
            return id;
        }

        await Bench.SendAsGatewayAsync(new ObserveLogin(id, PhoneNumber.FromDigits($"55119876543{place:00}")!));
        await Bench.SendAsGatewayAsync(new ObserveProfile(id, "Loja Centro", Picture: null));
        await Bench.SendAsGatewayAsync(new ObserveLine(id, new StatusReason(code)
        {
            Cause = ConnectionCause.Lost,
            Attempt = code is ReasonCode.Reconnecting or ReasonCode.SessionFailing ? 3 : null,
            NextTryAt = code is ReasonCode.Reconnecting or ReasonCode.SessionFailing ? Now.AddHours(1) : null,
            Until = code is ReasonCode.ConnectedRestricted or ReasonCode.Banned ? Now.AddHours(2) : null,
            Who = code is ReasonCode.DisconnectedBy or ReasonCode.DisconnectedDeviceListed ? "Ana" : null,
            SeenNumber = "+5511912345678",
            OtherChannel = "Instância 09",
        }));
        return id;
    }

    private async Task LinkDataAsync(ChannelId id)
    {
        await Bench.SendAsModuleAsync(new OpenConversation(id, new ContactAddress(PhoneNumber.FromDigits("5521912345678"), lid: null)));
        await Bench.SendAsModuleAsync(new LinkItem(Guid.NewGuid(), LinkedKind.Prompt, id, "Boas-vindas"));
        await Bench.SendAsModuleAsync(new LinkItem(Guid.NewGuid(), LinkedKind.FollowUp, id, "Retomar o orçamento", Now));
        await Bench.SendAsModuleAsync(new LinkItem(Guid.NewGuid(), LinkedKind.Schedule, id, "Entrega às 14h", Now));
        await Bench.SendAsModuleAsync(new LinkItem(Guid.NewGuid(), LinkedKind.Integration, id, "ERP da empresa"));
    }

    private async Task FillPeopleAsync()
    {
        Invitation = await Bench.SendAsync(new InvitePerson("beto@loja.example", "Beto", Role.Operator));
        var eva = await Bench.SendAsync(new InvitePerson("eva@loja.example", "Eva", Role.Administrator));
        await Bench.SendAsync(new EnablePerson(eva.UserId, Enabled: false));
    }

    private async Task LeaveReceiptAsync()
    {
        Removed = await AddAsync("Antiga", ReasonCode.DisconnectedBy, 90);
        await LinkDataAsync(Removed);
        var preview = await Bench.SendAsync(new PreviewRemoval(Removed));
        var destination = preview.Destinations.First(x => x.Id == this[ReasonCode.Connected]);
        await Bench.SendAsync(new RemoveChannel(Removed, destination.Id, Successor: null, preview.Seen(destination)));
    }
}
