using Bunit;
using Channels.App.Features.Connect;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Connect;
using Channels.Tests.Support;
using MudBlazor;

namespace Channels.Tests.App.Connect;

public sealed partial class ConnectDialogTests : MudContext
{
    private ChannelSnapshot _sales = Snapshots.Of("Vendas", ReasonCode.CodeOnScreen);

    public ConnectDialogTests()
    {
        UseCases.Answer<ViewPairingCode, ChannelSnapshot>(_ => _sales);
        UseCases.Answer<ConnectChannel, ChannelSnapshot>(request => _sales = _sales.Next(ReasonCode.Opening) with { OtherNumberAllowed = request.AllowOtherNumber });
        UseCases.Answer<StartPairing, ChannelSnapshot>(
            request => _sales = _sales.Next(ReasonCode.Opening) with { OtherNumberAllowed = request.AllowOtherNumber });
    }

    [Fact]
    public async Task Open_WithACodeUnderWay_ShowsItAndStartsNothing()
    {
        Show("um");

        var page = await OpenAsync();

        page.WaitForAssertion(() => Assert.NotEmpty(CodeOn(page)));
        Assert.Equal([new ViewPairingCode(_sales.Id)], UseCases.Sent);
        // A third of it is left, and is shown so.
        Assert.Equal(("20.0", "60"), (page.Find("count-down").GetAttribute("seconds"), page.Find("count-down").GetAttribute("of")));
    }

    [Fact]
    public async Task Open_AfterAClickToConnect_StartsAConnection()
    {
        _sales = Snapshots.Of("Vendas");

        var page = await OpenAsync(start: true);

        Assert.Equal([new ViewPairingCode(_sales.Id), new ConnectChannel(_sales.Id)], UseCases.Sent);
        Assert.Equal("Opening", page.Find(".frame").GetAttribute("data-stage"));
    }

    [Fact]
    public async Task Code_OfTheSimulator_IsALinkToo_AndSaysThatItIsNotWhatsApp()
    {
        _sales = _sales with { Method = ConnectionMethod.Simulator };
        Show("http://192.168.0.10:5080/simulador/abc");

        var page = await OpenAsync();

        page.WaitForAssertion(() => Assert.NotEmpty(CodeOn(page)));
        var link = page.Find(".simulated a");
        Assert.Equal("http://192.168.0.10:5080/simulador/abc", link.GetAttribute("href"));
        Assert.Equal(("_blank", "noopener"), (link.GetAttribute("target"), link.GetAttribute("rel")));
        Assert.Contains("Simulador — não é o WhatsApp", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Aparelhos conectados", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_OfTheNextCode_ReplacesTheOldOneInPlace()
    {
        Show("um");
        var page = await OpenAsync();
        page.WaitForAssertion(() => Assert.NotEmpty(CodeOn(page)));
        var old = CodeOn(page);

        Show("dois");

        page.WaitForAssertion(() =>
        {
            Assert.NotEmpty(CodeOn(page));
            Assert.NotEqual(old, CodeOn(page));
        });
    }

    [Fact]
    public async Task Deadline_CoversTheCode()
    {
        Show("um");
        var page = await OpenAsync();
        page.WaitForAssertion(() => Assert.NotEmpty(CodeOn(page)));

        Time.Advance(TimeSpan.FromSeconds(20));

        page.WaitForAssertion(() => Assert.Equal("NextCode", page.Find(".frame").GetAttribute("data-stage")));
        Assert.Empty(CodeOn(page));
    }

    [Fact]
    public async Task Open_ByAnOperator_NeverShowsACode()
    {
        Actor.Role = Role.Operator;
        UseCases.Fail<ViewPairingCode>(new RuleViolation(Rule.NotAllowed));
        Show("um");

        var page = await OpenAsync();

        Assert.Empty(CodeOn(page));
        Assert.Equal(0, Codes.Watches);
        Assert.Contains("Você não tem permissão", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Demotion_WhileOpen_TakesTheCodeAwayWithTheNextOne()
    {
        Show("um");
        var page = await OpenAsync();
        page.WaitForAssertion(() => Assert.NotEmpty(CodeOn(page)));

        Actor.Role = Role.Operator;
        Show("dois");

        page.WaitForAssertion(() => Assert.Empty(CodeOn(page)));
    }

    [Theory]
    [InlineData(ReasonCode.CodeExpired, "O código expirou", "Gerar novo código")]
    [InlineData(ReasonCode.PairingFailed, "motivo desconhecido", "Conectar")]
    [InlineData(ReasonCode.NeverConnected, "Pronto para conectar", "Mostrar QR Code")]
    [InlineData(ReasonCode.Banned, "O WhatsApp bloqueou esta conta.", "Conectar")]
    public async Task Pairing_ThatEnded_SaysWhyAndStartsAgainOnAClick(ReasonCode code, string words, string button)
    {
        var page = await OpenAsync();

        Push(code);
        page.WaitForAssertion(() => Assert.Contains(words, page.Find(".frame").TextContent, StringComparison.Ordinal));
        await PressAsync(page, button);

        Assert.Equal(new ConnectChannel(_sales.Id), UseCases.Sent.Last());
        page.WaitForAssertion(() => Assert.Equal("Opening", page.Find(".frame").GetAttribute("data-stage")));
    }

    [Fact]
    public async Task Scan_IsFollowedToTheEnd()
    {
        var page = await OpenAsync();

        Push(ReasonCode.CodeScanned);
        page.WaitForAssertion(() => Assert.Contains("Código lido, finalizando…", page.Find(".frame").TextContent, StringComparison.Ordinal));
        _sales = _sales with { Number = PhoneNumber.FromDigits("5511987654321"), ProfileName = "Loja da Ana" };
        Push(ReasonCode.Connected);

        await UntilAsync(page, () => Assert.Equal("Conectado", page.Find(".message h3").TextContent));
        Assert.Equal("(11) 98765-4321 · Loja da Ana", page.Find(".message p").TextContent);
    }

    [Fact]
    public async Task Passkey_IsExplainedWithTheWaysOut()
    {
        var page = await OpenAsync();

        Push(ReasonCode.PasskeyRequired);

        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll(".message li").Count));
        Assert.NotNull(Button(page, "Tentar com outro número"));
    }

    [Fact]
    public async Task Change_OfAnotherChannel_TouchesNothing()
    {
        Show("um");
        var page = await OpenAsync();
        page.WaitForAssertion(() => Assert.NotEmpty(CodeOn(page)));
        var before = CodeOn(page);
        var other = Snapshots.Of("Suporte", ReasonCode.Connected, "5521912345678");

        Feed.Publish(other);
        Feed.PublishRemoved(other.Id);
        Codes.Show(other.Id, new PairingCode("alheio", Time.GetUtcNow().AddSeconds(20)));
        Codes.Hide(other.Id);
        Time.Advance(TimeSpan.FromSeconds(1));
        Push(new StatusReason(ReasonCode.CodeOnScreen) { Who = "Ana" });

        page.WaitForAssertion(() => Assert.Equal(before, CodeOn(page)));
    }

    [Fact]
    public async Task Removal_BySomebodyElse_IsSaid()
    {
        var page = await OpenAsync();

        Feed.PublishRemoved(_sales.Id);

        page.WaitForAssertion(() => Assert.Contains("Esta instância foi removida", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Removal_BegunBySomebodyElse_IsSaidAndTakesTheCodeAway()
    {
        Show("um");
        var page = await OpenAsync();
        page.WaitForAssertion(() => Assert.NotEmpty(CodeOn(page)));

        Feed.Publish(_sales.Leaving("Suporte"));

        page.WaitForAssertion(() => Assert.Contains("Esta instância está sendo removida", page.Markup, StringComparison.Ordinal));
        Assert.Contains("Bia a removeu enquanto esta janela estava aberta. Os dados seguem para “Suporte”.", page.Markup, StringComparison.Ordinal);
        Assert.Empty(CodeOn(page));
        Assert.Equal(["Fechar"], page.FindAll(".mud-dialog-actions button").Select(x => x.TextContent.Trim()));
    }

    [Fact]
    public async Task Close_WhileStillReading_WatchesAndStartsNothing()
    {
        var read = new TaskCompletionSource<ChannelSnapshot>();
        UseCases.AnswerLater<ViewPairingCode, ChannelSnapshot>(read.Task);
        var page = await OpenAsync(start: true);
        await PressAsync(page, "Fechar");
        page.WaitForAssertion(() => Assert.Equal(0, Feed.Viewers));

        await page.InvokeAsync(() => read.SetResult(_sales));

        Assert.Equal(0, Codes.Watches);
        Assert.Equal([new ViewPairingCode(_sales.Id)], UseCases.Sent);
    }

    [Fact]
    public async Task Close_ReleasesBothSubscriptions()
    {
        var page = await OpenAsync();
        Assert.Equal((1, 1), (Feed.Viewers, Codes.Watches));

        await PressAsync(page, "Fechar");

        page.WaitForAssertion(() => Assert.Equal((0, 0), (Feed.Viewers, Codes.Watches)));
    }

    private async Task<IRenderedComponent<MudDialogProvider>> OpenAsync(bool start = false) =>
        (await OpenAsync<ConnectDialog>(new DialogParameters<ConnectDialog> { { x => x.Id, _sales.Id }, { x => x.Start, start } })).Page;

    private void Show(string text) => Codes.Show(_sales.Id, new PairingCode(text, Time.GetUtcNow().AddSeconds(20)) { Lifetime = TimeSpan.FromMinutes(1) });

    private void Push(ReasonCode code) => Push(new StatusReason(code));

    private void Push(StatusReason reason) => Feed.Publish(_sales = _sales.Next(reason));

    private static string CodeOn(IRenderedComponent<MudDialogProvider> page) =>
        page.FindAll("svg.qr path").SingleOrDefault()?.GetAttribute("d") ?? "";
}
