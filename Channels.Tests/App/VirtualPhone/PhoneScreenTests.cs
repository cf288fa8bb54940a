using Bunit;
using Channels.App.Features.VirtualPhone;
using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.App.VirtualPhone;

public sealed class PhoneScreenTests : MudContext
{
    private readonly FakePhone _phone = new();

    [Fact]
    public void PushedState_IsShown()
    {
        var screen = RenderScreen();

        _phone.Become(_phone.State with { Condition = PhoneCondition.Offline });

        screen.WaitForAssertion(() => Assert.Equal("Sem conexão", screen.Find(".condition").TextContent));
        Assert.Equal(["Restabelecer a conexão"], screen.FindAll(".buttons button").Select(x => x.TextContent.Trim()));
        Assert.True(screen.Find(".send").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Dispose_ReleasesThePhone()
    {
        RenderScreen();
        Assert.Equal(1, _phone.Watchers);

        await DisposeComponentsAsync();

        Assert.Equal(0, _phone.Watchers);
    }

    [Fact]
    public void Prerender_WatchesNothing()
    {
        SetRendererInfo(new Microsoft.AspNetCore.Components.RendererInfo("Static", isInteractive: false));

        RenderScreen();

        Assert.Equal(0, _phone.Watchers);
    }

    [Theory]
    [InlineData("Cortar a conexão", "offline")]
    [InlineData("Desvincular o aparelho", "log out")]
    [InlineData("Banir por 1 minuto", "ban 00:01:00")]
    [InlineData("Banir de vez", "ban ")]
    public async Task Buttons_DoWhatTheySay(string button, string done)
    {
        await PressAsync(RenderScreen(), button);

        Assert.Equal([done], _phone.Done);
    }

    [Fact]
    public async Task Customer_WritesWithNumberAndName_AndTheFieldIsEmptied()
    {
        var screen = RenderScreen();
        await screen.InvokeAsync(() => screen.Find("[type=tel]").ChangeAsync(new() { Value = "21 91234-5678" }));
        await screen.InvokeAsync(() => screen.Find(".text input").InputAsync(new() { Value = " Oi <b>tudo bem?</b> " }));

        await screen.InvokeAsync(() => screen.Find(".customer").SubmitAsync());

        Assert.Equal(["receive +5521912345678 Carla Dias Oi <b>tudo bem?</b>"], _phone.Done);
        Assert.Equal("", screen.Find(".text input").GetAttribute("value"));
    }

    [Fact]
    public async Task Customer_WithoutANumber_IsToldSoAndKeepsTheText()
    {
        var screen = RenderScreen();
        await screen.InvokeAsync(() => screen.Find("[type=tel]").ChangeAsync(new() { Value = "12" }));
        await screen.InvokeAsync(() => screen.Find(".text input").InputAsync(new() { Value = "Oi" }));

        await screen.InvokeAsync(() => screen.Find(".customer").SubmitAsync());

        Assert.Empty(_phone.Done);
        Assert.NotNull(screen.Find(".customer [role=alert]"));
        Assert.Equal("Oi", screen.Find(".text input").GetAttribute("value"));
    }

    [Fact]
    public void Messages_AreTextNotMarkup()
    {
        _phone.Become(_phone.State with
        {
            Messages =
            [
                new(Snapshots.Now, Incoming: true, Number("5521912345678"), "<i>Carla</i>", "<b>Oi</b>"),
                new(Snapshots.Now, Incoming: false, Number("5521912345678"), null, "Olá!"),
            ],
        });

        var screen = RenderScreen();

        Assert.Equal(["Olá!", "<b>Oi</b>"], screen.FindAll(".chat p").Select(x => x.TextContent));
        Assert.Equal("Enviada para (21) 91234-5678", screen.Find(".out strong").TextContent.Trim());
        Assert.Empty(screen.FindAll(".chat b, .chat i"));
    }

    [Fact]
    public async Task Preset_SetsTheNumber_AndProgressIsShown()
    {
        var screen = RenderScreen();
        await PressAsync(screen, "100 mil conversas");

        await screen.InvokeAsync(() => screen.FindAll("form")[^1].SubmitAsync());
        Assert.Equal(["fill 100000"], _phone.Done);

        _phone.Become(_phone.State with { Filling = new SampleFilling(12_000, 103_015) });
        screen.WaitForAssertion(() => Assert.Equal("12.000 de 103.015 registros", screen.Find(".told").TextContent));
        Assert.True(screen.FindAll("[type=submit].fill")[^1].HasAttribute("disabled"));
        _phone.Become(_phone.State with { Filling = new SampleFilling(103_015, 103_015, FillingEnd.Finished) });
        await UntilAsync(screen, () => Assert.Equal("Pronto: 103.015 registros criados.", screen.Find(".told").TextContent));
    }

    [Fact]
    public async Task Queue_IsFilled_AndSaysHowManyWereTaken()
    {
        var screen = RenderScreen();

        await screen.InvokeAsync(() => screen.Find(".manner select").ChangeAsync("Refuse"));
        await screen.InvokeAsync(() => screen.Find("#outgoing-count").ChangeAsync("12"));
        await screen.InvokeAsync(() => screen.FindAll("form").Single(x => x.QuerySelector("#outgoing-count") is not null).SubmitAsync());

        Assert.Equal(["contacts Refuse", "queue 12"], _phone.Done);
        Assert.Contains("11 mensagens na fila.", screen.Markup, StringComparison.Ordinal);
    }

    protected override void AddServices(IServiceCollection services) => services.AddSingleton<IVirtualPhones>(_phone);

    private IRenderedComponent<PhoneScreen> RenderScreen() => Render<PhoneScreen>(x => x.Add(screen => screen.Key, "key"));

    private static PhoneNumber Number(string digits) => PhoneNumber.FromDigits(digits)!;

    private sealed class FakePhone : IVirtualPhones, IVirtualPhone
    {
        private Action? _changed;

        public event Action Changed
        {
            add
            {
                _changed += value;
                Watchers++;
            }

            remove
            {
                _changed -= value;
                Watchers--;
            }
        }

        public int Watchers { get; private set; }

        public List<string> Done { get; } = [];

        public string Key => "key";

        public PhoneState State { get; private set; } =
            new(PhoneCondition.Online, Number("5511987654321"), "Loja da Ana", null, [], null);

        public void Become(PhoneState state)
        {
            State = state;
            _changed?.Invoke();
        }

        public Task GoOfflineAsync() => DoAsync("offline");

        public Task GoOnlineAsync() => DoAsync("online");

        public Task LogOutAsync() => DoAsync("log out");

        public Task BanAsync(TimeSpan? duration) => DoAsync($"ban {duration}");

        public Task ReceiveAsync(PhoneNumber from, string? name, string text) => DoAsync($"receive {from.E164} {name} {text}");

        public void Become(ContactManner contacts) => Done.Add($"contacts {contacts}");

        public Task<int> QueueAsync(int count)
        {
            Done.Add($"queue {count}");
            return Task.FromResult(count - 1);
        }

        public bool Fill(int conversations)
        {
            Done.Add($"fill {conversations}");
            return true;
        }

        public Task<IVirtualPhone?> FindAsync(string key) => Task.FromResult<IVirtualPhone?>(key == Key ? this : null);

        public Task<IVirtualPhone> OfAsync(ChannelId id) => throw new NotSupportedException();

        public Task<PhoneOffer?> FindOfferAsync(string code, CancellationToken cancellationToken) => throw new NotSupportedException();

        public IVirtualPhone? FindLinked(string code) => null;

        public Task<IVirtualPhone?> LinkAsync(string code, PhoneNumber number, string profileName) => throw new NotSupportedException();

        private Task DoAsync(string what)
        {
            Done.Add(what);
            return Task.CompletedTask;
        }
    }
}
