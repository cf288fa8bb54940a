using Bunit;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Connect;
using Channels.Tests.Support;
using MudBlazor;

namespace Channels.Tests.App.Connect;

/// <summary>The way by a code that is typed on the phone.</summary>
public sealed partial class ConnectDialogTests
{
    private static readonly PhoneNumber Phone = PhoneNumber.FromDigits("5511987654321")!;

    [Fact]
    public async Task Ask_WithANumber_StartsAPairingForIt()
    {
        var page = await OpenAsync();
        await PressAsync(page, "Conectar com código");
        Assert.Empty(page.FindAll(".frame"));

        await AskAsync(page, "11 98765-4321");

        Assert.Equal(new StartPairing(_sales.Id, "+5511987654321"), UseCases.Sent.Last());
        page.WaitForAssertion(() => Assert.Equal("Opening", page.Find(".panel").GetAttribute("data-stage")));
    }

    [Theory]
    [InlineData("", "Digite o número do WhatsApp.")]
    [InlineData("98765-4321", "Falta o DDD.")]
    [InlineData("11 9876", "Faltam dígitos")]
    [InlineData("LOJA", "Digite só números")]
    public async Task Ask_WithoutANumber_SaysWhatIsWrong_AndKeepsWhatWasTyped(string typed, string words)
    {
        var page = await OpenAsync();
        await PressAsync(page, "Conectar com código");

        await AskAsync(page, typed);

        Assert.Contains(words, page.Find(".panel").TextContent, StringComparison.Ordinal);
        Assert.Equal(typed, page.Find(".panel input").GetAttribute("value") ?? "");
        Assert.Equal([new ViewPairingCode(_sales.Id)], UseCases.Sent);
    }

    [Fact]
    public async Task TypedCode_UnderWay_IsShownWithItsPhone_AndSpelledForAScreenReader()
    {
        _sales = Snapshots.Of("Vendas", ReasonCode.CodeToType);
        ShowTyped("ABCD1234");

        var page = await OpenAsync();

        page.WaitForAssertion(() => Assert.Equal("ABCD-1234", page.Find(".code").TextContent));
        Assert.Equal("true", page.Find(".code").GetAttribute("aria-hidden"));
        Assert.Equal("A, B, C, D, 1, 2, 3, 4", page.Find(".spoken").TextContent);
        Assert.Contains("(11) 98765-4321", page.Find(".for").TextContent, StringComparison.Ordinal);
        Assert.Contains("O suporte nunca pede este código.", page.Find(".warning").TextContent, StringComparison.Ordinal);
        Assert.Contains("Toque em Conectar com número de telefone.", page.Find("ol").TextContent, StringComparison.Ordinal);
        Assert.Equal("160.0", page.Find("count-down").GetAttribute("seconds"));
        Assert.Equal([new ViewPairingCode(_sales.Id)], UseCases.Sent);
        Assert.DoesNotContain("ABCD", page.Find(".announce").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TypedCode_ForAnOperator_IsNeverShown()
    {
        Actor.Role = Role.Operator;
        UseCases.Fail<ViewPairingCode>(new RuleViolation(Rule.NotAllowed));
        _sales = Snapshots.Of("Vendas", ReasonCode.CodeToType);
        ShowTyped("ABCD1234");

        var page = await OpenAsync();

        Assert.DoesNotContain("ABCD", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TypedCode_ThatLedNowhere_SaysSo_AndStays()
    {
        _sales = Snapshots.Of("Vendas", ReasonCode.CodeToType);
        ShowTyped("ABCD1234");
        var page = await OpenAsync();

        Push(ReasonCode.CodeMistyped);

        page.WaitForAssertion(() => Assert.Contains("confira e digite de novo", page.Find(".mistyped").TextContent, StringComparison.Ordinal));
        Assert.Equal("ABCD-1234", page.Find(".code").TextContent);
    }

    [Fact]
    public async Task TypedCode_ThatRanOut_NamesThePhone_AndTheNextOneIsForIt()
    {
        _sales = Snapshots.Of("Vendas", ReasonCode.CodeToType);
        ShowTyped("ABCD1234");
        var page = await OpenAsync();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".code")));

        Codes.Hide(_sales.Id);
        Push(new StatusReason(ReasonCode.CodeNotTyped) { SeenNumber = Phone.E164 });

        page.WaitForAssertion(() => Assert.Contains("no celular de (11) 98765-4321", page.Find(".notice").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll(".code"));
        await page.InvokeAsync(() => page.Find(".panel form").SubmitAsync());
        Assert.Equal(new StartPairing(_sales.Id, Phone.E164), UseCases.Sent.Last());
    }

    [Fact]
    public async Task TypedCode_WhileTheQrCodeIsWanted_GivesWayToIt()
    {
        _sales = Snapshots.Of("Vendas", ReasonCode.CodeToType);
        ShowTyped("ABCD1234");
        var page = await OpenAsync();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".code")));

        await PressAsync(page, "QR Code");
        await PressAsync(page, "Mostrar QR Code");

        Assert.Equal(new StartPairing(_sales.Id), UseCases.Sent.Last());
    }

    [Fact]
    public async Task QrCode_WhileANumberIsTyped_LeavesTheFormAlone()
    {
        var page = await OpenAsync();
        await PressAsync(page, "Conectar com código");
        await page.InvokeAsync(() => page.Find(".panel input").InputAsync("11 9"));

        Show("dois");
        Time.Advance(TimeSpan.FromSeconds(1));
        Push(new StatusReason(ReasonCode.CodeOnScreen) { Who = "Ana" });

        page.WaitForAssertion(() => Assert.Equal("11 9", page.Find(".panel input").GetAttribute("value")));
    }

    [Fact]
    public async Task Ask_ForANumberOfAnotherInstance_IsRefusedAtTheField()
    {
        UseCases.Fail<StartPairing>(new RuleViolation(Rule.NumberOnOtherChannel, "Suporte"));
        var page = await OpenAsync();
        await PressAsync(page, "Conectar com código");

        await AskAsync(page, "11 98765-4321");

        page.WaitForAssertion(() => Assert.Contains("já está na instância “Suporte”", page.Find(".panel").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain(page.FindAll(".panel button"), x => x.TextContent.Trim() == "Usar outro número");
    }

    [Fact]
    public async Task Ask_ForAnotherNumberThanExpected_OffersToUseIt()
    {
        _sales = Snapshots.Of("Vendas", ReasonCode.CodeOnScreen, "5521998765432");
        UseCases.Answer<StartPairing, ChannelSnapshot>(request => request.AllowOtherNumber
            ? _sales = _sales.Next(ReasonCode.Opening) with { OtherNumberAllowed = true }
            : throw new RuleViolation(Rule.NumberNotExpected, _sales.Number!));
        var page = await OpenAsync();
        await PressAsync(page, "Conectar com código");
        Assert.Equal("(21) 99876-5432", page.Find(".panel input").GetAttribute("value"));

        await AskAsync(page, "11 98765-4321");
        page.WaitForAssertion(() => Assert.Contains("usava o número (21) 99876-5432", page.Find(".panel").TextContent, StringComparison.Ordinal));
        await PressAsync(page, "Usar outro número");

        Assert.Equal([new StartPairing(_sales.Id, Phone.E164, AllowOtherNumber: true)], UseCases.Sent.Skip(2));
    }

    [Fact]
    public async Task Disconnect_BySomebodyElse_IsSaidInBothWays()
    {
        var page = await OpenAsync();

        Push(new StatusReason(ReasonCode.DisconnectedBy) { Who = "Bia" });

        page.WaitForAssertion(() => Assert.Contains("Bia", page.Find(".frame").TextContent, StringComparison.Ordinal));
        await PressAsync(page, "Conectar com código");
        Assert.Contains("Bia", page.Find(".notice").TextContent, StringComparison.Ordinal);
    }

    private void ShowTyped(string text) =>
        Codes.Show(_sales.Id, new PairingCode(text, Time.GetUtcNow().AddSeconds(160)) { TypedOn = Phone });

    private static async Task AskAsync(IRenderedComponent<MudDialogProvider> page, string number)
    {
        await page.InvokeAsync(() => page.Find(".panel input").InputAsync(number));
        await page.InvokeAsync(() => page.Find(".panel form").SubmitAsync());
    }
}
