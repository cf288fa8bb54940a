using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Contacts;
using Channels.Domain.LinkedData;
using Channels.Domain.Ports;
using Channels.Domain.Sending;
using Channels.Domain.UseCases.Alerts;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.Linked;
using Channels.Domain.UseCases.Observe;
using Channels.Domain.UseCases.Official;
using Channels.Domain.UseCases.People;
using Channels.Domain.UseCases.Removal;
using Channels.Domain.UseCases.Sending;
using Channels.Infrastructure.Persistence;
using Channels.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Playwright;

namespace Channels.Tests.EndToEnd.Tour;

/// <summary>
/// The app with a channel in every state, people, linked data and a past, so that every page and dialog has something
/// to show. All that was typed by somebody is one of <see cref="Typed"/>.
/// </summary>
internal sealed class TourWorld : IAsyncDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;
    private readonly Dictionary<ReasonCode, ChannelId> _states = [];
    private readonly Dictionary<ReasonCode, string> _names = [];

    private TourWorld(LiveBench bench, LiveBench fresh) => (Bench, Fresh) = (bench, fresh);

    /// <summary>What people and gateways typed: names, titles, addresses.</summary>
    public static IReadOnlyList<string> Typed { get; } =
    [
        "Instância", "Loja Centro", "Carla Dias", "Davi", "Boas-vindas", "Retomar o orçamento", "Entrega às 14h", "ERP da empresa",
        "Sucessora", "Antiga", "erp.loja.example/eventos", "Passageira", "Ana", "Beto", "Eva",
        "ana@loja.example", "beto@loja.example", "eva@loja.example", "davi@loja.example",
    ];

    /// <summary>The states of the official API that are there.</summary>
    public static IReadOnlyList<ReasonCode> Official { get; } =
    [
        ReasonCode.AwaitingFacebook, ReasonCode.ChooseNumber, ReasonCode.AccountWithoutNumber, ReasonCode.AccountNotNamed,
        ReasonCode.ConnectedMessagesMissing, ReasonCode.ConnectedSendingRefused, ReasonCode.ConnectedRestrictedByMeta, ReasonCode.RegisteringNumber,
        ReasonCode.DisconnectedStillSubscribed, ReasonCode.AuthorizationRefused, ReasonCode.AuthorizationExpired,
        ReasonCode.NumberNotRegistered, ReasonCode.PinWrong, ReasonCode.NumberNotVerified, ReasonCode.RegistrationPaused,
        ReasonCode.BlockedByMeta, ReasonCode.SendingBlocked, ReasonCode.ConnectedPaymentMissing, ReasonCode.ConnectedExpiresSoon,
        ReasonCode.ConnectedQualityLow, ReasonCode.ConnectedLimited, ReasonCode.ConnectedViolation, ReasonCode.ConnectedDisableScheduled,
        ReasonCode.SuspendedByMeta, ReasonCode.NumberLeftApi,
    ];

    public LiveBench Bench { get; }

    /// <summary>A console that nobody used yet, and that has room for one channel.</summary>
    public LiveBench Fresh { get; }

    /// <summary>The removed one, which left a receipt.</summary>
    public ChannelId Removed { get; private set; }

    public ChannelId Simulated { get; private set; }

    /// <summary>Of webhooks, switched off, with what was posted to it.</summary>
    public Guid Endpoint { get; private set; }

    /// <summary>The one-time link with which Beto chooses a password.</summary>
    public PasswordLink Invitation { get; private set; } = null!;

    public ChannelId this[ReasonCode code] => _states[code];

    public string NameOf(ReasonCode code) => _names[code];

    public static async Task<TourWorld> StartAsync(Action<IServiceCollection>? more = null)
    {
        var world = new TourWorld(
            await LiveBench.StartAsync(instances: 0, services => UseMeta(services, more), "--environment", "Development"),
            await LiveBench.StartEmptyAsync(more, "--environment", "Development", "--Plan:ConnectionLimit", "1"));
        await world.FillAsync();
        return world;
    }

    /// <summary>Makes every stop, with the sign-in that it asks for, and looks at each.</summary>
    /// <param name="narrow">See <see cref="Stops"/>.</param>
    /// <param name="only">A word of the names of those that are wanted; empty for all.</param>
    public async Task WalkAsync(Chromium browser, Func<Stop, IPage, Task> look, bool narrow = false, string only = "")
    {
        var pages = new Dictionary<Visitor, IPage>
        {
            [Visitor.Administrator] = await OpenAsync(browser, Bench),
            [Visitor.Stranger] = await OpenAsync(browser, Bench),
            [Visitor.Founder] = await OpenAsync(browser, Fresh),
        };
        await pages[Visitor.Administrator].SignInAsync(Bench);
        foreach (var stop in new Stops(this, narrow).All().Where(x => x.Name.Contains(only, StringComparison.OrdinalIgnoreCase)))
        {
            var page = pages[stop.By];
            try
            {
                await page.SetViewportSizeAsync(stop.Width, 900);
                await stop.OpenAsync(page);
            }
            catch (Exception lost) when (lost is TimeoutException or PlaywrightException)
            {
                throw new InvalidOperationException($"Could not reach \"{stop}\"", lost);
            }

            await look(stop, page);
        }

        foreach (var page in pages.Values)
        {
            await page.Context.CloseAsync();
        }
    }

    /// <summary>One more channel with something linked, to be removed.</summary>
    public async Task<ChannelId> AddRemovableAsync()
    {
        var id = (await Bench.SendAsync(new CreateChannel("Passageira", ConnectionMethod.Simulator))).Id;
        await LinkDataAsync(Bench, id);
        return id;
    }

    /// <summary>The only channel of the fresh console, with something linked.</summary>
    public async Task AddLastAsync() =>
        await LinkDataAsync(Fresh, (await Fresh.SendAsync(new CreateChannel("Loja Centro", ConnectionMethod.Simulator))).Id);

    public async ValueTask DisposeAsync()
    {
        await Bench.DisposeAsync();
        await Fresh.DisposeAsync();
    }

    private static async Task<IPage> OpenAsync(Chromium browser, LiveBench bench)
    {
        var page = await browser.OpenAsync(bench.Address);
        await page.Context.AddCookiesAsync(
            [new() { Name = "channels.culture", Value = Uri.EscapeDataString("c=pt-BR|uic=pt-BR"), Url = bench.Address.ToString() }]);
        return page;
    }

    private static void UseMeta(IServiceCollection services, Action<IServiceCollection>? more)
    {
        var meta = new FakeOfficialApi
        {
            Numbers =
            [
                new("1", "Loja Centro", "+55 11 98765-4321", PhoneNumber.FromDigits("5511987654321"), "Loja Centro"),
                new("2", "Loja Centro", "+55 21 99123-4567", PhoneNumber.FromDigits("5521991234567"), null),
            ],
        };
        services.AddSingleton<IChannelGateway>(new FakeGateway { Method = ConnectionMethod.MetaCloud });
        services.Replace(ServiceDescriptor.Singleton<IOfficialApi>(meta));
        more?.Invoke(services);
    }

    private async Task LetCustomersWriteAsync(ChannelId id)
    {
        await using var db = await Bench.Get<IDbContextFactory<ChannelsDbContext>>().CreateDbContextAsync();
        var signs = (await db.Signs.FindAsync(id))!;
        signs.CountLate(backAt: null, Now);
        for (var i = 0; i < 41; i++)
        {
            signs.WroteLate();
        }

        await db.SaveChangesAsync();
    }

    private void ShowCodes()
    {
        var codes = Bench.Get<IPairingCodes>();
        codes.Show(this[ReasonCode.CodeOnScreen], new PairingCode("https://wa.me/settings/linked_devices#" + new string('x', 200), Now.AddHours(1)));
        foreach (var typed in (ReasonCode[])[ReasonCode.CodeToType, ReasonCode.CodeTyped, ReasonCode.CodeMistyped])
        {
            codes.Show(this[typed], new PairingCode("12345678", Now.AddHours(1)) { TypedOn = PhoneNumber.FromDigits("5511987654321") });
        }
    }

    private async Task FillAsync()
    {
        var place = 0;
        // One page of cards: of the official API those that its stages and warnings need.
        foreach (var code in Enum.GetValues<ReasonCode>().Where(x => x < ReasonCode.AwaitingFacebook).Concat(Official))
        {
            _names[code] = $"Instância {++place:00}";
            _states[code] = await AddAsync(_names[code], code, place);
        }

        Simulated = (await Bench.SendAsync(new CreateChannel("Loja Centro", ConnectionMethod.Simulator))).Id;
        await LinkDataAsync(Bench, this[ReasonCode.Connected]);
        await LinkDataAsync(Bench, this[ReasonCode.LoggedOutOnPhone]);
        await FillPeopleAsync();
        Endpoint = await IntegrationStops.FillAsync(Bench, Now);
        await LeaveReceiptAsync();
        await Bench.SendAsync(new RenewWebhookSecret());
        await FillQueueAsync(this[ReasonCode.Reconnecting]);
        ShowCodes();
        await LetCustomersWriteAsync(this[ReasonCode.Connected]);
    }

    /// <summary>A message in each state.</summary>
    private async Task FillQueueAsync(ChannelId id)
    {
        foreach (var state in Enum.GetValues<SendState>())
        {
            var message = await Bench.SendAsync(SendingExtensions.Text(id, "5521912345678", "Loja Centro"));
            await using var db = await Bench.Get<IDbContextFactory<ChannelsDbContext>>().CreateDbContextAsync();
            await db.Outgoing.Where(x => x.Id == message).ExecuteUpdateAsync(set => set
                .SetProperty(x => x.State, state)
                .SetProperty(x => x.Cause, state == SendState.Undecided ? SendCause.OtherNumber : state == SendState.Failed ? SendCause.Unreachable : null));
        }

        var later = new OutgoingOrder(new OutgoingContent { Text = "Loja Centro" }) { SendAt = Now.AddHours(2) };
        await Bench.SendAsync(new SendMessage(id, new SendTarget("5521912345678"), later));
    }

    private async Task<ChannelId> AddAsync(string name, ReasonCode code, int place)
    {
        var method = Official.Contains(code) ? ConnectionMethod.MetaCloud : ConnectionMethod.WhatsAppWeb;
        var id = (await Bench.SendAsync(new CreateChannel(name, method))).Id;
        if (code is ReasonCode.NeverConnected or ReasonCode.Opening or ReasonCode.CodeOnScreen or ReasonCode.CodeNotTyped
            || ReasonTable.WaitsForTyping(code) || (ReasonTable.IsAuthorizing(code) && code != ReasonCode.AwaitingFacebook))
        {
            await Bench.SendAsGatewayAsync(new ObserveLine(id, new StatusReason(code) { SeenNumber = code == ReasonCode.CodeNotTyped ? "+5511912345678" : null }));
            return id;
        }

        await Bench.SendAsGatewayAsync(new ObserveLogin(id, PhoneNumber.FromDigits($"55119876543{place:00}")!));
        await Bench.SendAsGatewayAsync(new ObserveProfile(id, "Loja Centro", Picture: null));
        if (method == ConnectionMethod.MetaCloud)
        {
            await Bench.SendAsGatewayAsync(new ObserveOfficial(id, FactsOf(code), VerifiedName: null));
        }

        await Bench.SendAsGatewayAsync(new ObserveLine(id, new StatusReason(code)
        {
            Cause = code == ReasonCode.NumberLeftApi ? ConnectionCause.PrimaryInactivity : ConnectionCause.Lost,
            ToldAt = code is >= ReasonCode.ConnectedViolation and <= ReasonCode.NumberLeftApi or ReasonCode.ConnectedSendingRefused or ReasonCode.ConnectedRestrictedByMeta ? Now.AddDays(-2) : null,
            Attempt = code is ReasonCode.Reconnecting or ReasonCode.SessionFailing ? 3 : null,
            NextTryAt = code is ReasonCode.Reconnecting or ReasonCode.SessionFailing ? Now.AddHours(1) : null,
            Until = code is ReasonCode.ConnectedRestricted or ReasonCode.Banned or ReasonCode.AwaitingFacebook or ReasonCode.RegistrationPaused
                or ReasonCode.ConnectedExpiresSoon or ReasonCode.ConnectedDisableScheduled or ReasonCode.ConnectedRestrictedByMeta ? Now.AddHours(2) : null,
            Who = ReasonTable.IsDisconnectedByPerson(code) ? "Ana" : null,
            Detail = code is ReasonCode.SendingBlocked or ReasonCode.RegistrationPaused or ReasonCode.ConnectedViolation ? "Loja Centro" : null,
            SeenNumber = "+5511912345678",
            OtherChannel = "Instância 09",
        }));
        return id;
    }

    private static OfficialNumber FactsOf(ReasonCode code) => code switch
    {
        ReasonCode.ConnectedQualityLow => new(Now, "RED", "TIER_250", "PENDING_REVIEW", null, Now.AddDays(9)),
        ReasonCode.ConnectedLimited => new(Now, "UNKNOWN", "UNTIERED", "DECLINED", "Loja Centro", null),
        _ => new(Now, "GREEN", "TIER_2K", "APPROVED", null, null),
    };

    private static async Task LinkDataAsync(LiveBench bench, ChannelId id)
    {
        await bench.SendAsModuleAsync(new OpenConversation(id, new ContactAddress(PhoneNumber.FromDigits("5521912345678"), lid: null)));
        await bench.SendAsModuleAsync(new LinkItem(Guid.NewGuid(), LinkedKind.Prompt, id, "Boas-vindas"));
        await bench.SendAsModuleAsync(new LinkItem(Guid.NewGuid(), LinkedKind.FollowUp, id, "Retomar o orçamento", Now));
        await bench.SendAsModuleAsync(new LinkItem(Guid.NewGuid(), LinkedKind.Schedule, id, "Entrega às 14h", Now));
        await bench.SendAsModuleAsync(new LinkItem(Guid.NewGuid(), LinkedKind.Integration, id, "ERP da empresa"));
    }

    private async Task FillPeopleAsync()
    {
        var windows = new Client("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36", "203.0.113.7");
        var phone = new Client("Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) Version/26.0 Mobile/15E148 Safari/604.1", "198.51.100.23");
        for (var i = 0; i < 3; i++)
        {
            await FailAsync(windows, "ana@loja.example");
            await FailAsync(phone, $"eva{i}@loja.example");
        }

        await Bench.SendAsStrangerAsync(phone, new SignIn("ana@loja.example", "uma senha bem longa"));
        Invitation = await Bench.SendAsync(new InvitePerson("beto@loja.example", "Beto", Role.Operator));
        await Bench.SendAsync(new InvitePerson("davi@loja.example", "Davi", Role.Operator));
        var eva = await Bench.SendAsync(new InvitePerson("eva@loja.example", "Eva", Role.Administrator));
        await Bench.SendAsync(new EnablePerson(eva.UserId, Enabled: false));
        await FailAsync(windows, "eva@loja.example");
    }

    private async Task FailAsync(Client client, string email) =>
        await Assert.ThrowsAnyAsync<RuleViolation>(() => Bench.SendAsStrangerAsync(client, new SignIn(email, "errada")));

    private async Task LeaveReceiptAsync()
    {
        Removed = await AddAsync("Antiga", ReasonCode.DisconnectedBy, 90);
        await LinkDataAsync(Bench, Removed);
        var preview = await Bench.SendAsync(new PreviewRemoval(Removed));
        var destination = preview.Destinations.First(x => x.Id == this[ReasonCode.Connected]);
        await Bench.SendAsync(new RemoveChannel(Removed, destination.Id, Successor: null, preview.Seen(destination)));
    }
}
