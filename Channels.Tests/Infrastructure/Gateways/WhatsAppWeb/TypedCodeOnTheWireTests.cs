using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Connect;
using Channels.Infrastructure.Gateways.WhatsAppWeb;
using Channels.Infrastructure.Persistence;
using Channels.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>Linking a phone by a typed code, with the real engine against the WhatsApp server.</summary>
public sealed class TypedCodeOnTheWireTests(WhatsAppServer server) : IClassFixture<WhatsAppServer>
{
    private const string Number = "5511987654321";
    private const string Other = "5521998765432";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Code_TypedOnThePhone_Connects_AndComesBackAfterARestart()
    {
        await using var bench = await StartAsync();
        await server.AddPhoneAsync(Number);
        var (id, code) = await AskAsync(bench);

        Assert.Matches("^[1-9A-HJ-NP-TV-Z]{8}$", code.Text);
        Assert.Equal(PhoneNumber.FromDigits(Number), code.TypedOn);
        await server.DoAsync(Number, "enterCode", new { code = code.Text });

        await bench.UntilAsync(id, ReasonCode.Connected);
        Assert.False(bench.Codes.IsShown(id));
        await bench.StopAsync();
        await bench.StartAgainAsync();
        await bench.UntilAsync(id, ReasonCode.Reconnecting);
        await bench.UntilAsync(id, ReasonCode.Connected);
    }

    [Fact]
    public async Task Code_TypedWrong_IsSaid_AndTheRightOneStillWorks()
    {
        await using var bench = await StartAsync(options => options.TypedDeadline = TimeSpan.FromMilliseconds(300));
        await server.AddPhoneAsync(Number);
        var (id, code) = await AskAsync(bench);

        await RefusesAsync("wrong-code", Number, code.Text[..^1] + (code.Text[^1] == '1' ? '2' : '1'));
        await bench.UntilAsync(id, ReasonCode.CodeMistyped);
        Assert.True(bench.Codes.IsShown(id));
        await server.DoAsync(Number, "enterCode", new { code = code.Text });

        await bench.UntilAsync(id, ReasonCode.Connected);
    }

    [Fact]
    public async Task Code_TypedWrong_WhereWhatsAppEndsThePairing_SaysThatItMayBeThat()
    {
        await using var bench = await StartAsync();
        await server.SetModeAsync(new { wrongCode = 500 });
        await server.AddPhoneAsync(Number);
        var (id, code) = await AskAsync(bench);

        await RefusesAsync("wrong-code", Number, code.Text[..^1] + (code.Text[^1] == '1' ? '2' : '1'));

        Assert.Equal(ConnectionCause.CodeMistyped, (await bench.UntilAsync(id, ReasonCode.PairingFailed)).Reason.Cause);
        Assert.False(bench.Codes.IsShown(id));
    }

    [Fact]
    public async Task Code_OnAnotherPhone_IsNoCode_AndRunsOutNamingTheRightOne()
    {
        await using var bench = await StartAsync(options => options.CodeLifetime = TimeSpan.FromSeconds(1));
        await server.SetModeAsync(new { refs = 3 });
        await server.AddPhoneAsync(Other);
        var (id, code) = await AskAsync(bench);

        await RefusesAsync("no-code-requested", Other, code.Text);

        var after = await bench.UntilAsync(id, ReasonCode.CodeNotTyped);
        Assert.Equal("+" + Number, after.Reason.SeenNumber);
    }

    [Fact]
    public async Task Trap5_CodeThatRanOut_LeavesNothingForTheNextPairing()
    {
        await using var bench = await StartAsync(options => options.CodeLifetime = TimeSpan.FromMilliseconds(300));
        await server.SetModeAsync(new { refs = 1 });
        await server.AddPhoneAsync(Other);
        var (id, _) = await AskAsync(bench);
        await bench.UntilAsync(id, ReasonCode.CodeNotTyped);
        await server.SetModeAsync(new { refs = 6 });

        Assert.False(await HasCredentialsAsync(bench, id));
        await bench.SendAsync(new ConnectChannel(id));
        await server.DoAsync(Other, "scan", new { qr = await bench.Codes.NextAsync(id) });
        await bench.UntilAsync(id, snapshot => snapshot.Number?.Digits == Other && snapshot.Status == ChannelStatus.Connected);
    }

    [Fact]
    public async Task Trap5_EveryChangeOfWayAndNumber_StartsAnew()
    {
        await using var bench = await StartAsync();
        await server.AddPhoneAsync(Other);
        var (id, first) = await AskAsync(bench);

        await bench.SendAsync(new StartPairing(id));
        Assert.StartsWith("http", await bench.Codes.NextAsync(id), StringComparison.Ordinal);
        await bench.SendAsync(new StartPairing(id, Number));
        await bench.Codes.NextAsync(id);
        await bench.SendAsync(new StartPairing(id, Other));
        var last = await bench.Codes.NextCodeAsync(id);

        Assert.NotEqual(first.Text, last.Text);
        Assert.False(await HasCredentialsAsync(bench, id));
        await server.DoAsync(Other, "enterCode", new { code = last.Text });
        await bench.UntilAsync(id, ReasonCode.Connected);
        Assert.Equal(Other, bench.Statuses.Now(id)!.Number!.Digits);
    }

    [Fact]
    public async Task Trap5_EngineKilledWithACodeOnTheScreen_LeavesNothingBehind()
    {
        await using var bench = await StartAsync();
        await server.AddPhoneAsync(Number);
        var (id, _) = await AskAsync(bench);

        Tools.Kill(bench.Engine.Pid!.Value);

        await bench.UntilAsync(id, ReasonCode.PairingFailed);
        Assert.False(await HasCredentialsAsync(bench, id));
        await bench.SendAsync(new StartPairing(id, Number));
        await server.DoAsync(Number, "enterCode", new { code = await bench.Codes.NextAsync(id) });
        await bench.UntilAsync(id, ReasonCode.Connected);
    }

    [Fact]
    public async Task Trap5_AppGoneWithACodeOnTheScreen_SaysThatItIsWorthNothing()
    {
        await using var bench = await StartAsync();
        var (id, _) = await AskAsync(bench);
        await bench.UntilAsync(id, ReasonCode.CodeToType);

        await bench.StopAsync();
        await bench.StartAgainAsync();

        await bench.UntilAsync(id, ReasonCode.CodeExpired);
        Assert.False(await HasCredentialsAsync(bench, id));
    }

    [Theory]
    [InlineData(429, ConnectionCause.TooManyCodes)]
    [InlineData(400, ConnectionCause.CodeRefused)]
    public async Task Code_ThatWhatsAppDoesNotMake_IsNamed(int error, ConnectionCause cause)
    {
        await using var bench = await StartAsync();
        await server.SetModeAsync(new { pairingCode = error });
        var id = await bench.CreateAsync();

        await bench.SendAsync(new StartPairing(id, Number));

        var failed = await bench.UntilAsync(id, ReasonCode.PairingFailed);
        Assert.Equal(cause, failed.Reason.Cause);
        Assert.Equal(0, bench.Codes.Waiting(id));
        await server.SetModeAsync(new { pairingCode = "ok" });
        await bench.SendAsync(new StartPairing(id, Number));
        await bench.Codes.NextAsync(id);
    }

    [Theory]
    [InlineData("551187654321", "5511987654321")]
    [InlineData("5511987654321", "551187654321")]
    [InlineData("5215512345678", "525512345678")]
    [InlineData("5491123456789", "541123456789")]
    [InlineData("22507080607", "2250707080607")]
    public async Task Number_InTheSpellingThatWhatsAppDoesNotKnow_IsTriedInTheOther(string known, string typed)
    {
        await using var bench = await StartAsync();
        await server.SetModeAsync(new { pairingCode = "known" });
        await server.AddPhoneAsync(known);
        var id = await bench.CreateAsync();

        await bench.SendAsync(new StartPairing(id, typed));
        var code = await bench.Codes.NextCodeAsync(id);

        Assert.Equal(known, code.TypedOn!.Digits);
        await server.DoAsync(known, "enterCode", new { code = code.Text });
        Assert.Equal(known, (await bench.UntilAsync(id, ReasonCode.Connected)).Number!.Digits);
    }

    [Fact]
    public async Task OtherNumber_IsRefusedBeforeACodeIsMade_UnlessItIsAllowed()
    {
        await using var bench = await StartAsync();
        await server.AddPhoneAsync(Number);
        await server.AddPhoneAsync(Other);
        var id = await bench.ConnectAsync(server, Number);
        await bench.SendAsync(new DisconnectChannel(id));

        await Rules.BreaksAsync(Rule.NumberNotExpected, () => bench.SendAsync(new StartPairing(id, Other)));
        await bench.SendAsync(new StartPairing(id, Other, AllowOtherNumber: true));
        await server.DoAsync(Other, "enterCode", new { code = await bench.Codes.NextAsync(id) });

        await bench.UntilAsync(id, snapshot => snapshot.Status == ChannelStatus.Connected && snapshot.Number!.Digits == Other);
        Assert.False(bench.Statuses.Now(id)!.OtherNumberAllowed);
    }

    private static async Task<(ChannelId Id, PairingCode Code)> AskAsync(GatewayBench bench)
    {
        var id = await bench.CreateAsync();
        await bench.SendAsync(new StartPairing(id, Number));
        return (id, await bench.Codes.NextCodeAsync(id));
    }

    private static Task<bool> HasCredentialsAsync(GatewayBench bench, ChannelId id) =>
        bench.Services.GetRequiredService<ISessionKeys>().HasCredentialsAsync(id, Cancellation);

    private async Task RefusesAsync(string refusal, string number, string code)
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => server.DoAsync(number, "enterCode", new { code }));
        Assert.Contains(refusal, refused.Message, StringComparison.Ordinal);
    }

    private async Task<GatewayBench> StartAsync(Action<WhatsAppWebOptions>? change = null)
    {
        Tools.RequireNode();
        await server.ResetAsync();
        return await GatewayBench.StartAsync(server.Url, change);
    }
}
