using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.Sending;
using Channels.Domain.UseCases.Connect;
using Channels.Domain.UseCases.Observe;
using Channels.Domain.UseCases.Sending;
using Channels.Tests.Support;

namespace Channels.Tests.Domain.UseCases.Sending;

/// <summary>Whose turn it is, and what waits for a person instead.</summary>
public sealed class ClaimMessageTests : IAsyncLifetime
{
    private const string Carla = "5521912345678";
    private const string Davi = "5531912345678";

    private readonly Workbench _bench = new();
    private ChannelId _sales;

    public async ValueTask InitializeAsync()
    {
        await _bench.InitializeAsync();
        _sales = (await _bench.CreateConnectedAsync("Vendas", "5511987654321")).Id;
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Contact_HasOneAtATime_InItsOrder_AndWaitsForNoOther()
    {
        var (first, second, other) = (await SendAsync(Carla, "1"), await SendAsync(Carla, "2"), await SendAsync(Davi, "1"));

        Assert.Equal([first, other, null], new[] { await ClaimAsync(), await ClaimAsync(), await ClaimAsync() });
        await _bench.SendAsModuleAsync(new SettleMessage(first, new SendOutcome(SendResult.Taken)));

        Assert.Equal(second, await ClaimAsync());
    }

    [Fact]
    public async Task WhatDidNotLeave_IsTriedAgainLater_BeforeWhatFollows()
    {
        _bench.Gateway.Outcome = new SendOutcome(SendResult.NotSent);
        var (first, second) = (await SendAsync(Carla, "1"), await SendAsync(Carla, "2"));
        await _bench.PumpOnceAsync(_sales);
        Assert.Null(await ClaimAsync());

        _bench.Time.Advance(TimeSpan.FromSeconds(2));
        _bench.Gateway.Outcome = new SendOutcome(SendResult.Taken);

        Assert.Equal([first, second], await _bench.PumpAsync(_sales));
    }

    [Fact]
    public async Task Unanswered_IsNeverRepeatedByItself()
    {
        _bench.Gateway.Outcome = new SendOutcome(SendResult.Unanswered);
        var message = await SendAsync(Carla, "1");
        await _bench.PumpAsync(_sales);

        _bench.Time.Advance(TimeSpan.FromDays(10));

        Assert.Empty(await _bench.PumpAsync(_sales));
        await StandsAsync(message, SendState.Uncertain);
    }

    [Fact]
    public async Task CrashBetweenClaimAndAnswer_LeavesItUncertain()
    {
        var message = await SendAsync(Carla, "1");
        Assert.Equal(message, await ClaimAsync());

        Assert.Equal(1, await _bench.SendAsModuleAsync(new EndInterruptedSends()));

        await StandsAsync(message, SendState.Uncertain);
        Assert.Null(await ClaimAsync());
    }

    [Fact]
    public async Task ItsTime_IsKept_AndTold()
    {
        var at = _bench.Time.GetUtcNow().AddHours(3);
        var message = await SendAsync(Carla, "Bom dia", new OutgoingOrder(new OutgoingContent { Text = "Bom dia" }) { SendAt = at });

        var early = await _bench.SendAsModuleAsync(new ClaimMessage(_sales));
        Assert.Equal((null, at), (early.Order, early.NextAt));
        _bench.Time.Advance(TimeSpan.FromHours(3));

        Assert.Equal(message, await ClaimAsync());
    }

    [Fact]
    public async Task TimeOver_Expires_AndItsContentIsGone()
    {
        await DropAsync();
        var message = await SendAsync(Carla, "1");
        _bench.Time.Advance(TimeSpan.FromHours(25));

        Assert.Null(await ClaimAsync());

        await StandsAsync(message, SendState.Expired);
        Assert.Empty(await Tools.QueryAsync(_bench.DataPath, "SELECT Message FROM OutboxContents"));
    }

    [Theory]
    [InlineData(5.9, SendState.Sending)]
    [InlineData(6.1, SendState.Undecided)]
    public async Task LateByMoreThanTheLimit_Asks(double hours, SendState state)
    {
        var message = await SendAsync(Carla, "1");

        // The app was off.
        _bench.Time.Advance(TimeSpan.FromHours(hours));
        await ClaimAsync();

        await StandsAsync(message, state, state == SendState.Undecided ? SendCause.Late : null);
    }

    [Fact]
    public async Task LongOutage_AsksAboutAllThatWaitedInIt_AndAboutNothingElse()
    {
        await DropAsync();
        _bench.Time.Advance(TimeSpan.FromHours(7));
        var waited = await SendAsync(Carla, "1");
        _bench.Time.Advance(TimeSpan.FromMinutes(1));
        await ReturnAsync();
        var after = await SendAsync(Davi, "2");

        Assert.Equal([after], await _bench.PumpAsync(_sales));

        await StandsAsync(waited, SendState.Undecided, SendCause.Late);
    }

    [Fact]
    public async Task ShortOutage_AsksNothing()
    {
        await DropAsync();
        var waited = await SendAsync(Carla, "1");
        Assert.Null(await ClaimAsync());
        _bench.Time.Advance(TimeSpan.FromHours(2));
        await ReturnAsync();

        Assert.Equal([waited], await _bench.PumpAsync(_sales));
    }

    [Fact]
    public async Task AnotherNumber_Asks()
    {
        await DropAsync();
        var waited = await SendAsync(Carla, "1");
        await _bench.SendAsGatewayAsync(new ObserveLine(_sales, new StatusReason(ReasonCode.LoggedOutOnPhone)));
        await _bench.SendAsync(new ConnectChannel(_sales, AllowOtherNumber: true));
        await _bench.SendAsGatewayAsync(new ObserveLine(_sales, new StatusReason(ReasonCode.CodeScanned), NewLink: true));
        await ReturnAsync("5511900001111");

        Assert.Empty(await _bench.PumpAsync(_sales));

        await StandsAsync(waited, SendState.Undecided, SendCause.OtherNumber);
    }

    [Theory]
    [InlineData(ReasonCode.Banned)]
    [InlineData(ReasonCode.ConnectedRestricted)]
    public async Task Ban_AsksAboutWhatWaitedBefore_AndTakesWhatComesAfter(ReasonCode ban)
    {
        var before = await SendAsync(Carla, "1");
        _bench.Time.Advance(TimeSpan.FromMinutes(1));
        await _bench.SendAsGatewayAsync(new ObserveLine(_sales, new StatusReason(ban)));
        _bench.Time.Advance(TimeSpan.FromMinutes(1));
        var after = await SendAsync(Davi, "2");

        await ClaimAsync();

        await StandsAsync(before, SendState.Undecided, SendCause.Banned);
        await StandsAsync(after, ban == ReasonCode.Banned ? SendState.Queued : SendState.Sending);
    }

    [Fact]
    public async Task Ban_ThatIsOverBeforeItsTurn_AsksNoLess()
    {
        var message = await SendAsync(Carla, "1");
        _bench.Time.Advance(TimeSpan.FromMinutes(1));
        await _bench.SendAsGatewayAsync(new ObserveLine(_sales, new StatusReason(ReasonCode.Banned)));
        _bench.Time.Advance(TimeSpan.FromMinutes(1));
        await _bench.SendAsGatewayAsync(new ObserveLogin(_sales, PhoneNumber.FromDigits("5511987654321")!));

        Assert.Null(await ClaimAsync());

        await StandsAsync(message, SendState.Undecided, SendCause.Banned);
    }

    [Fact]
    public async Task WhatWaitsForNoConnection_FailsWithout()
    {
        var at = _bench.Time.GetUtcNow().AddHours(1);
        var message = await SendAsync(Carla, "1", new OutgoingOrder(new OutgoingContent { Text = "1" }, Waits: false) { SendAt = at });
        await DropAsync();
        _bench.Time.Advance(TimeSpan.FromHours(1));

        Assert.Null(await ClaimAsync());

        await StandsAsync(message, SendState.Failed, SendCause.NotConnected);
    }

    [Fact]
    public async Task Refusal_OfOne_StopsNoOther()
    {
        _bench.Gateway.Sending = (_, order) => Task.FromResult(
            order.Content.Text == "1" ? new SendOutcome(SendResult.Refused, Refusal: "463") : new SendOutcome(SendResult.Taken));
        var (refused, taken) = (await SendAsync(Carla, "1"), await SendAsync(Carla, "2"));

        await _bench.PumpAsync(_sales);

        await StandsAsync(refused, SendState.Failed, SendCause.Refused);
        await StandsAsync(taken, SendState.Sent);
    }

    private Task<Guid> SendAsync(string to, string text, OutgoingOrder? order = null) =>
        _bench.SendAsync(new SendMessage(_sales, new SendTarget(to), order ?? new OutgoingOrder(new OutgoingContent { Text = text })));

    private async Task<Guid?> ClaimAsync() => (await _bench.SendAsModuleAsync(new ClaimMessage(_sales))).Order?.Id;

    private Task<MediatR.Unit> DropAsync() =>
        _bench.SendAsGatewayAsync(new ObserveLine(_sales, new StatusReason(ReasonCode.Reconnecting) { Cause = ConnectionCause.Lost }));

    private Task<bool> ReturnAsync(string number = "5511987654321") =>
        _bench.SendAsGatewayAsync(new ObserveLogin(_sales, PhoneNumber.FromDigits(number)!));

    private async Task StandsAsync(Guid message, SendState state, SendCause? cause = null)
    {
        var found = await _bench.FindMessageAsync(message);
        Assert.Equal((state, cause), (found.State, found.Cause));
    }
}
