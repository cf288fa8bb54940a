using Channels.Domain;
using Channels.Domain.Contacts;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.History;
using Channels.Domain.UseCases.Messages;
using Channels.Domain.UseCases.Observe;
using Channels.Tests.Support;

namespace Channels.Tests.Domain.UseCases.Observe;

/// <summary>WhatsApp's clock and ours, which may be hours apart.</summary>
public sealed class ServerClockTests : IAsyncLifetime
{
    private static readonly ContactAddress Customer = LinkedDataExtensions.Contact("5521912345678");
    private static readonly PhoneNumber Number = PhoneNumber.FromDigits("5511987654321")!;
    private readonly Workbench _bench = new();
    private ChannelId _sales;

    private DateTimeOffset Now => _bench.Time.GetUtcNow();

    public async ValueTask InitializeAsync()
    {
        await _bench.InitializeAsync();
        _sales = (await _bench.CreateAsync("Vendas")).Id;
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData(-180)]
    [InlineData(-5)]
    [InlineData(5)]
    [InlineData(180)]
    public async Task History_IsWhatWhatsAppDatesBeforeTheLink_WhateverOurClockSays(int ahead)
    {
        await LinkAsync(TimeSpan.FromMinutes(ahead));
        var theirs = Now.AddMinutes(ahead);

        Assert.Equal(ReceivedMessage.IgnoredAsHistory, await ReceiveAsync(theirs.AddMinutes(-2)));
        Assert.Equal(ReceivedMessage.OpenedConversation, await ReceiveAsync(theirs));
    }

    [Theory]
    [InlineData(-180)]
    [InlineData(180)]
    public async Task WhatWhatsAppDates_IsKeptByOurClock(int ahead)
    {
        await LinkAsync(TimeSpan.FromMinutes(ahead));
        _bench.Time.Advance(TimeSpan.FromHours(2));

        await ReceiveAsync(Now.AddMinutes(ahead));
        await _bench.SendAsGatewayAsync(new ObservePhone(_sales, Now.AddMinutes(ahead)));

        var signs = (await _bench.OpenDatabaseAsync()).Signs.Single();
        Assert.Equal((Now, Now), (signs.ReceivedAt, signs.PhoneSeenAt));
        Assert.Equal(Now, Assert.Single(await _bench.ConversationsAsync()).LastMessageAt);
    }

    [Fact]
    public async Task LinkWithoutWhatsAppsTime_HasNoHistory()
    {
        await _bench.SendAsGatewayAsync(new ObserveLine(_sales, new StatusReason(ReasonCode.CodeScanned), NewLink: true));

        Assert.Equal(ReceivedMessage.OpenedConversation, await ReceiveAsync(DateTimeOffset.UnixEpoch));
    }

    [Fact]
    public async Task NeverLinked_HearsNobodyYet() =>
        Assert.Equal(ReceivedMessage.IgnoredAsNotLinked, await ReceiveAsync(Now));

    [Theory]
    [InlineData(60, false)]
    [InlineData(-60, false)]
    [InlineData(61, true)]
    [InlineData(-61, true)]
    public async Task Difference_IsWorthSayingFromAMinuteOn(int seconds, bool isTold)
    {
        await LinkAsync(TimeSpan.FromSeconds(seconds));

        TimeSpan? expected = isTold ? TimeSpan.FromSeconds(seconds) : null;
        Assert.Equal(expected, (await _bench.SendAsync(new ListChannels())).ClockAhead);
        Assert.Equal(expected, (await _bench.SendAsync(new ReadReception(_sales))).ClockAhead);
    }

    [Fact]
    public async Task Difference_IsThatOfTheLatestLogin()
    {
        await LinkAsync(TimeSpan.FromHours(3));
        // Somebody set our clock right.
        _bench.Time.Advance(TimeSpan.FromHours(3) + TimeSpan.FromMinutes(1));
        var support = await _bench.CreateAsync("Suporte");
        await _bench.SendAsGatewayAsync(new ObserveLogin(support.Id, PhoneNumber.FromDigits("552134567000")!) { ClockAhead = TimeSpan.Zero });

        Assert.Null((await _bench.SendAsync(new ListChannels())).ClockAhead);
        Assert.Equal(TimeSpan.FromHours(3), (await _bench.SendAsync(new ReadReception(_sales))).ClockAhead);
    }

    [Fact]
    public async Task Difference_AfterOurClockWasSetBack_IsTheNewOne()
    {
        await LinkAsync(TimeSpan.FromHours(-3));
        var support = await _bench.CreateAsync("Suporte");
        _bench.Time.AdjustTime(Now.AddHours(-3).AddMinutes(1));
        await _bench.SendAsGatewayAsync(new ObserveLogin(support.Id, PhoneNumber.FromDigits("552134567000")!) { ClockAhead = TimeSpan.Zero });

        Assert.Null((await _bench.SendAsync(new ListChannels())).ClockAhead);
    }

    private async Task LinkAsync(TimeSpan ahead)
    {
        await _bench.SendAsGatewayAsync(
            new ObserveLine(_sales, new StatusReason(ReasonCode.CodeScanned), NewLink: true) { LinkedAt = Now + ahead });
        await _bench.SendAsGatewayAsync(new ObserveLogin(_sales, Number) { ClockAhead = ahead });
    }

    private Task<ReceivedMessage> ReceiveAsync(DateTimeOffset at) =>
        _bench.SendAsGatewayAsync(LinkedDataExtensions.Written(_sales, Customer, at));
}
