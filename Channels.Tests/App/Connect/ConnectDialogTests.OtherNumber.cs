using Bunit;
using Channels.Domain;
using Channels.Domain.UseCases.Connect;
using Channels.Tests.Support;

namespace Channels.Tests.App.Connect;

/// <summary>The phone may have another number than the channel had.</summary>
public sealed partial class ConnectDialogTests
{
    [Fact]
    public async Task OtherNumber_WhileACodeIsShown_StartsOverWithoutTheGuard()
    {
        _sales = Snapshots.Of("Vendas", ReasonCode.CodeOnScreen, "5511987654321");
        var page = await OpenAsync();
        Assert.Contains("(11) 98765-4321", page.Find(".expected").TextContent, StringComparison.Ordinal);

        await PressAsync(page, "Usar outro número");

        Assert.Equal([new StartPairing(_sales.Id, AllowOtherNumber: true)], UseCases.Sent.Skip(1));
        Assert.Contains("Qualquer número", page.Find(".expected").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OtherNumber_AllowedBeforeAReload_IsStillAllowed()
    {
        _sales = Snapshots.Of("Vendas", ReasonCode.CodeOnScreen, "5511987654321") with { OtherNumberAllowed = true };

        var page = await OpenAsync();

        Assert.Contains("Qualquer número", page.Find(".expected").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("(11) 98765-4321", page.Find(".expected").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ReasonCode.Opening)]
    [InlineData(ReasonCode.Banned)]
    [InlineData(ReasonCode.Replaced)]
    [InlineData(ReasonCode.ClientTooOld)]
    [InlineData(ReasonCode.NotWhatsApp)]
    [InlineData(ReasonCode.PairingFailed)]
    public async Task OtherNumber_WhereCredentialsMayBeKept_LetsGoOfThemFirst(ReasonCode code)
    {
        _sales = Snapshots.Of("Vendas", code, "5511987654321");
        var page = await OpenAsync();

        await PressAsync(page, "Usar outro número");

        Assert.Equal([new StartPairing(_sales.Id, AllowOtherNumber: true, LetsGo: true)], UseCases.Sent.Skip(1));
    }

    [Fact]
    public async Task OtherNumber_AfterAPasskey_LetsGoOfTheOldOneFirst()
    {
        _sales = Snapshots.Of("Vendas", ReasonCode.PasskeyRequired, "5511987654321");
        var page = await OpenAsync();

        await PressAsync(page, "Tentar com outro número");

        Assert.Equal([new StartPairing(_sales.Id, AllowOtherNumber: true, LetsGo: true)], UseCases.Sent.Skip(1));
    }

    [Fact]
    public async Task OtherNumber_TriedAgain_IsStillMeant_AndNothingIsLeftToLetGo()
    {
        _sales = Snapshots.Of("Vendas", ReasonCode.CodeExpired, "5511987654321");
        var page = await OpenAsync();
        await PressAsync(page, "Usar outro número");
        _sales = _sales with { OtherNumberAllowed = false };
        Push(ReasonCode.ClientTooOld);
        page.WaitForAssertion(() => Button(page, "Conectar"));
        Assert.Contains("Qualquer número", page.Find(".expected").TextContent, StringComparison.Ordinal);

        await PressAsync(page, "Conectar");

        Assert.Equal([new ConnectChannel(_sales.Id, AllowOtherNumber: true)], UseCases.Sent.Skip(2));
    }

    [Fact]
    public async Task Attempt_ThatEndedOnAChannelThatIsDown_IsWhatTheDialogTells()
    {
        _sales = Snapshots.Of("Vendas", ReasonCode.LoggedOutOnPhone, "5511987654321") with
        {
            LastAttempt = new DatedReason(new StatusReason(ReasonCode.CodeExpired), Snapshots.Now),
        };
        var page = await OpenAsync();

        await PressAsync(page, "Gerar novo código");

        Assert.Equal([new ConnectChannel(_sales.Id)], UseCases.Sent.Skip(1));
    }

    [Fact]
    public async Task OtherNumber_OfAPairingThatEndedBeforeTheDialogOpened_IsNotMeant()
    {
        _sales = Snapshots.Of("Vendas", ReasonCode.CodeExpired, "5511987654321");
        var page = await OpenAsync();

        await PressAsync(page, "Gerar novo código");

        Assert.Equal([new ConnectChannel(_sales.Id)], UseCases.Sent.Skip(1));
    }

    [Fact]
    public async Task AnotherCode_OnceAnotherNumberIsAllowed_DisconnectsNothing()
    {
        _sales = Snapshots.Of("Vendas", ReasonCode.CodeToType, "5521998765432") with { OtherNumberAllowed = true };
        ShowTyped("ABCD1234");
        var page = await OpenAsync();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".code")));

        await PressAsync(page, "Gerar outro código");

        Assert.Equal([new StartPairing(_sales.Id, Phone.E164, AllowOtherNumber: true)], UseCases.Sent.Skip(1));
    }
}
