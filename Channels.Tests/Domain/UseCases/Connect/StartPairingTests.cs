using Channels.Domain;
using Channels.Domain.UseCases.Connect;
using Channels.Domain.UseCases.History;
using Channels.Domain.UseCases.Observe;
using Channels.Tests.Support;

namespace Channels.Tests.Domain.UseCases.Connect;

public sealed class StartPairingTests : IAsyncLifetime
{
    private const string Number = "5511987654321";
    private const string Other = "5521998765432";

    private readonly Workbench _bench = new();

    public ValueTask InitializeAsync() => _bench.InitializeAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task ByCode_AsksForOneForThatNumber_AndWritesItDownMasked()
    {
        var channel = await _bench.CreateAsync("Vendas");

        var opening = await _bench.SendAsync(new StartPairing(channel.Id, "+" + Number));

        Assert.Equal(ReasonCode.Opening, opening.Reason.Code);
        Assert.Equal([$"pair {channel.Id} {Number}"], _bench.Gateway.Calls);
        var asked = (await _bench.SendAsync(new ReadHistory(channel.Id))).Lines.Single(x => x.Kind == HistoryKind.PairingCodeAsked);
        Assert.Equal(("Ana", "…4321"), (asked.Who, asked.Detail));
    }

    [Fact]
    public async Task ByQrCode_WhileACodeIsToBeTyped_TakesItsPlace()
    {
        var channel = await _bench.CreateAsync("Vendas");
        await _bench.SendAsync(new StartPairing(channel.Id, Number));
        await _bench.SendAsGatewayAsync(new ObserveLine(channel.Id, new StatusReason(ReasonCode.CodeToType)));

        var opening = await _bench.SendAsync(new StartPairing(channel.Id));

        Assert.Equal(ReasonCode.Opening, opening.Reason.Code);
        Assert.Equal($"pair {channel.Id} QR", _bench.Gateway.Calls.Last());
    }

    [Theory]
    [InlineData(Number)]
    [InlineData("551187654321")]
    public async Task Number_OfAnotherInstance_BreaksRuleBeforeWhatsAppIsAsked(string typed)
    {
        await _bench.CreateConnectedAsync("Vendas", Number);
        var support = await _bench.CreateAsync("Suporte");

        var violation = await Rules.BreaksAsync(
            Rule.NumberOnOtherChannel, () => _bench.SendAsync(new StartPairing(support.Id, typed, AllowOtherNumber: true)));

        Assert.Equal("Vendas", Assert.Single(violation.Arguments));
        Assert.DoesNotContain(_bench.Gateway.Calls, x => x.StartsWith("pair", StringComparison.Ordinal));
        Assert.Equal(ReasonCode.NeverConnected, (await _bench.FindAsync(support.Id)).Reason.Code);
    }

    [Fact]
    public async Task Number_OtherThanTheInstanceHad_BreaksRule_UnlessThatIsMeant()
    {
        var channel = await DisconnectedAsync();

        var violation = await Rules.BreaksAsync(Rule.NumberNotExpected, () => _bench.SendAsync(new StartPairing(channel.Id, Other)));
        var opening = await _bench.SendAsync(new StartPairing(channel.Id, Other, AllowOtherNumber: true));

        Assert.Equal(PhoneNumber.FromDigits(Number), Assert.Single(violation.Arguments));
        Assert.True(opening.OtherNumberAllowed);
        Assert.Equal($"pair {channel.Id} {Other}", _bench.Gateway.Calls.Last());
    }

    [Fact]
    public async Task OtherNumber_AllowedForOneWay_IsAllowedForTheOtherWhileThePairingLasts()
    {
        var channel = await DisconnectedAsync();
        await _bench.SendAsync(new ConnectChannel(channel.Id, AllowOtherNumber: true));

        Assert.True((await _bench.SendAsync(new StartPairing(channel.Id, Other))).OtherNumberAllowed);
        await _bench.SendAsGatewayAsync(new ObserveLine(channel.Id, new StatusReason(ReasonCode.CodeNotTyped)));

        await Rules.BreaksAsync(Rule.NumberNotExpected, () => _bench.SendAsync(new StartPairing(channel.Id, Other)));
    }

    [Theory]
    [InlineData(ReasonCode.CodeExpired)]
    [InlineData(ReasonCode.CodeNotTyped)]
    [InlineData(ReasonCode.PairingFailed)]
    [InlineData(ReasonCode.PasskeyRequired)]
    public async Task OtherNumber_AllowedForAPairingThatEnded_IsAllowedNoMore(ReasonCode end)
    {
        var channel = await DisconnectedAsync();
        await _bench.SendAsync(new ConnectChannel(channel.Id, AllowOtherNumber: true));
        await _bench.SendAsGatewayAsync(new ObserveLine(channel.Id, new StatusReason(ReasonCode.CodeOnScreen)));
        Assert.True((await _bench.FindAsync(channel.Id)).OtherNumberAllowed);

        await _bench.SendAsGatewayAsync(new ObserveLine(channel.Id, new StatusReason(end)));

        Assert.False((await _bench.FindAsync(channel.Id)).OtherNumberAllowed);
    }

    [Fact]
    public async Task OtherNumber_OfALinkThatHasYetToLogIn_StaysAllowedWhileItTries()
    {
        var channel = await DisconnectedAsync();
        await _bench.SendAsync(new ConnectChannel(channel.Id, AllowOtherNumber: true));
        await _bench.SendAsGatewayAsync(new ObserveLine(channel.Id, new StatusReason(ReasonCode.CodeScanned), NewLink: true));
        await _bench.SendAsGatewayAsync(new ObserveLine(channel.Id, new StatusReason(ReasonCode.Reconnecting)));

        Assert.True(await _bench.SendAsGatewayAsync(new ObserveLogin(channel.Id, PhoneNumber.FromDigits(Other)!)));

        var connected = await _bench.FindAsync(channel.Id);
        Assert.Equal((ReasonCode.Connected, "+" + Other, false), (connected.Reason.Code, connected.Number?.E164, connected.OtherNumberAllowed));
    }

    [Fact]
    public async Task OtherNumber_AllowedWhileTheLineOpens_IsANewRevision()
    {
        var channel = await DisconnectedAsync();
        var opening = await _bench.SendAsync(new StartPairing(channel.Id, Number));

        var other = await _bench.SendAsync(new StartPairing(channel.Id, Other, AllowOtherNumber: true));

        Assert.True(other.OtherNumberAllowed);
        Assert.True(other.Revision > opening.Revision);
        Assert.Equal(other, _bench.Published.All.Last());
    }

    [Fact]
    public async Task Number_KnownToWhatsAppWithoutItsNinthDigit_IsAskedForThatWay()
    {
        var channel = await DisconnectedAsync("551187654321");

        await _bench.SendAsync(new StartPairing(channel.Id, Number));

        Assert.Equal($"pair {channel.Id} 551187654321", _bench.Gateway.Calls.Last());
    }

    [Fact]
    public async Task Number_ThatIsNone_BreaksRule()
    {
        var channel = await _bench.CreateAsync("Vendas");

        await Rules.BreaksAsync(Rule.NumberInvalid, () => _bench.SendAsync(new StartPairing(channel.Id, "12")));

        Assert.Empty(_bench.Gateway.Calls);
    }

    [Theory]
    [InlineData(ReasonCode.CodeScanned)]
    [InlineData(ReasonCode.Reconnecting)]
    public async Task Start_WhereADeviceIsOnItsWay_LeavesItAlone(ReasonCode code)
    {
        var channel = await _bench.CreateAsync("Vendas");
        await _bench.SendAsync(new ConnectChannel(channel.Id));
        await _bench.SendAsGatewayAsync(new ObserveLine(channel.Id, new StatusReason(code)));

        var after = await _bench.SendAsync(new StartPairing(channel.Id, Number));

        Assert.Equal(code, after.Reason.Code);
        Assert.Single(_bench.Gateway.Calls);
    }

    [Fact]
    public async Task Start_GatewayUnavailable_SaysWhy()
    {
        var channel = await _bench.CreateAsync("Vendas");
        _bench.Gateway.Trouble = new GatewayUnavailable(ConnectionCause.EngineStopped);

        var after = await _bench.SendAsync(new StartPairing(channel.Id, Number));

        Assert.Equal((ReasonCode.PairingFailed, ConnectionCause.EngineStopped), (after.Reason.Code, after.Reason.Cause));
    }

    [Fact]
    public async Task OtherNumber_LetsTheOldOneGo_AndStaysDownUntilItIsConnected()
    {
        var channel = await _bench.CreateConnectedAsync("Vendas", Number);
        await _bench.DropAsync(channel, ReasonCode.Banned);
        var down = await _bench.FindAsync(channel.Id);
        _bench.Time.Advance(TimeSpan.FromMinutes(30));

        await _bench.SendAsync(new StartPairing(channel.Id, AllowOtherNumber: true, LetsGo: true));
        var trying = await _bench.FindAsync(channel.Id);
        await _bench.SendAsGatewayAsync(new ObserveLine(channel.Id, new StatusReason(ReasonCode.CodeExpired)));
        var after = await _bench.FindAsync(channel.Id);

        Assert.Equal([$"disconnect {channel.Id}", $"pair {channel.Id} QR"], _bench.Gateway.Calls.TakeLast(2));
        Assert.Equal((ReasonCode.Opening, true, true, false), (trying.Reason.Code, trying.IsInTrouble, trying.OtherNumberAllowed, trying.IsLinked));
        Assert.Equal((down.Reason, down.Since, ReasonCode.CodeExpired), (after.Reason, after.Since, after.LatestReason.Code));
        var lines = (await _bench.SendAsync(new ReadHistory(channel.Id))).Lines;
        Assert.Equal("Ana", Assert.Single(lines, x => x.Kind == HistoryKind.DeviceUnlinked).Who);
    }

    [Fact]
    public async Task OtherNumber_OfWhatIsConnected_LetsNothingGo()
    {
        var channel = await _bench.CreateConnectedAsync("Vendas", Number);

        await _bench.SendAsync(new StartPairing(channel.Id, AllowOtherNumber: true, LetsGo: true));

        Assert.Equal(channel, await _bench.FindAsync(channel.Id));
        Assert.Single(_bench.Gateway.Calls);
    }

    private async Task<ChannelSnapshot> DisconnectedAsync(string number = Number)
    {
        var channel = await _bench.CreateConnectedAsync("Vendas", number);
        return await _bench.SendAsync(new DisconnectChannel(channel.Id));
    }
}
