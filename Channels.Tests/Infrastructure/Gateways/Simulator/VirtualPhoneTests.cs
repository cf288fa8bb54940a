using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Connect;
using Channels.Domain.UseCases.Messages;
using Channels.Tests.Support;

namespace Channels.Tests.Infrastructure.Gateways.Simulator;

/// <summary>What is done on the phone, and what the console makes of it, also after a restart.</summary>
public sealed class VirtualPhoneTests
{
    private static readonly PhoneNumber Customer = PhoneNumber.FromDigits("5521912345678")!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Offline_SaysWhyAndCounts_AndOnlineComesBack()
    {
        await using var bench = await SimulatorBench.StartAsync();
        var (id, phone) = await LinkAsync(bench);

        await phone.GoOfflineAsync();
        var reason = (await bench.FindAsync(id)).Reason;
        Assert.Equal((ReasonCode.Reconnecting, ConnectionCause.Lost, 1), (reason.Code, reason.Cause, reason.Attempt));
        await bench.SendAsync(new RefreshChannel(id));
        Assert.Equal(2, (await bench.FindAsync(id)).Reason.Attempt);

        await phone.GoOnlineAsync();
        Assert.Equal(ReasonCode.Connected, (await bench.FindAsync(id)).Reason.Code);
        Assert.Equal(PhoneCondition.Online, phone.State.Condition);
    }

    [Theory]
    [InlineData(ContactManner.Read, "Read||")]
    [InlineData(ContactManner.Receive, "Delivered||")]
    [InlineData(ContactManner.AreAway, "Sent||")]
    [InlineData(ContactManner.Refuse, "Failed|Refused|not-on-whatsapp")]
    [InlineData(ContactManner.GiveNoAnswer, "Uncertain||")]
    public async Task Contacts_TakeMessages_AsTheyAreSaidTo(ContactManner manner, string becomes)
    {
        await using var bench = await SimulatorBench.StartAsync();
        var (id, phone) = await LinkAsync(bench);
        phone.Become(manner);

        Assert.Equal(1, await phone.QueueAsync(1));

        await UntilMessageAsync(bench, becomes);
        Assert.Equal(ReasonCode.Connected, (await bench.FindAsync(id)).Reason.Code);
    }

    [Fact]
    public async Task Receipts_OfAPhoneThatIsAway_ComeOnceItIsBack()
    {
        await using var bench = await SimulatorBench.StartAsync();
        var (_, phone) = await LinkAsync(bench);
        await phone.QueueAsync(1);
        await Tools.UntilAsync(() => bench.QueryAsync("SELECT State FROM Outgoing"), found => found is ["Sent"]);

        await phone.GoOfflineAsync();
        // A timer that nobody holds goes with the garbage.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        bench.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(["Sent"], await bench.QueryAsync("SELECT State FROM Outgoing"));
        await phone.GoOnlineAsync();

        await UntilMessageAsync(bench, "Read||");
    }

    [Fact]
    public async Task Queue_OfABannedAccount_WaitsForADecision()
    {
        await using var bench = await SimulatorBench.StartAsync();
        var (id, phone) = await LinkAsync(bench);
        await phone.GoOfflineAsync();
        Assert.Equal(5, await phone.QueueAsync(5));
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        await phone.GoOnlineAsync();
        await phone.BanAsync(TimeSpan.FromMinutes(1));

        bench.Time.Advance(TimeSpan.FromMinutes(1));
        await bench.UntilAsync(id, ReasonCode.Connected);

        // At most the first left before the ban. What is to go later is not due yet, and is asked about when it is.
        var waiting = await UntilAsync(
            bench,
            "SELECT State, IFNULL(Cause, '') FROM Outgoing WHERE SendAt IS NULL AND SentAt IS NULL",
            found => found.Count >= 3 && found.All(x => x == "Undecided|Banned"));
        Assert.All(waiting, x => Assert.Equal("Undecided|Banned", x));
        Assert.InRange(waiting.Count, 3, 4);
    }

    [Fact]
    public async Task LogOut_IsFinal()
    {
        await using var bench = await SimulatorBench.StartAsync();
        var (id, phone) = await LinkAsync(bench);

        await phone.LogOutAsync();

        Assert.Equal(ReasonCode.LoggedOutOnPhone, (await bench.FindAsync(id)).Reason.Code);
        Assert.Equal(PhoneCondition.NotLinked, phone.State.Condition);
        await phone.GoOnlineAsync();
        Assert.Equal(ReasonCode.LoggedOutOnPhone, (await bench.FindAsync(id)).Reason.Code);
        await bench.SendAsync(new ConnectChannel(id));
        Assert.NotEmpty(await bench.Codes.NextAsync(id));
    }

    [Fact]
    public async Task Ban_WithAnEnd_ComesBackByItself()
    {
        await using var bench = await SimulatorBench.StartAsync();
        var (id, phone) = await LinkAsync(bench);

        await phone.BanAsync(TimeSpan.FromMinutes(1));

        var reason = (await bench.FindAsync(id)).Reason;
        Assert.Equal((ReasonCode.Banned, bench.Time.GetUtcNow().AddMinutes(1)), (reason.Code, reason.Until));
        Assert.Equal(PhoneCondition.Banned, phone.State.Condition);
        Assert.Null((await bench.SendAsync(new RefreshChannel(id))).ConfirmedAt);
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        await bench.UntilAsync(id, ReasonCode.Connected);
    }

    [Fact]
    public async Task Ban_ForGood_StaysUntilAPersonDisconnects()
    {
        await using var bench = await SimulatorBench.StartAsync();
        var (id, phone) = await LinkAsync(bench);

        await phone.BanAsync(null);
        bench.Time.Advance(TimeSpan.FromDays(30));
        await bench.SendAsync(new ConnectChannel(id));

        var reason = (await bench.FindAsync(id)).Reason;
        Assert.Equal((ReasonCode.Banned, null), (reason.Code, reason.Until));
        await bench.SendAsync(new DisconnectChannel(id));
        Assert.Equal(ReasonCode.DisconnectedDeviceListed, (await bench.FindAsync(id)).Reason.Code);
        await bench.SendAsync(new ConnectChannel(id));
        Assert.NotEmpty(await bench.Codes.NextAsync(id));
    }

    [Fact]
    public async Task Receive_OpensAConversation_AndTheTextStaysOnThePhone()
    {
        await using var bench = await SimulatorBench.StartAsync();
        var (id, phone) = await LinkAsync(bench);

        await phone.ReceiveAsync(Customer, "Carla", "Oi, tudo bem?");

        Assert.Equal(1, (await bench.CountAsync(id)).Conversations.Open);
        var message = Assert.Single(phone.State.Messages);
        Assert.Equal((true, "Carla", "Oi, tudo bem?"), (message.Incoming, message.ContactName, message.Text));
        await phone.GoOfflineAsync();
        await phone.ReceiveAsync(Customer, "Carla", "Alô?");
        Assert.Single(phone.State.Messages);
    }

    [Fact]
    public async Task Send_ShowsOnThePhoneAtOnce()
    {
        await using var bench = await SimulatorBench.StartAsync();
        var (id, phone) = await LinkAsync(bench);
        var changed = 0;
        phone.Changed += () => changed++;

        await bench.SendAsync(SendingExtensions.Text(id, Customer.Digits, "Abrimos às 9h."));

        var message = (await Tools.UntilAsync(() => Task.FromResult(phone.State.Messages), x => x.Count == 1))[0];
        Assert.Equal((false, Customer, "Abrimos às 9h."), (message.Incoming, message.Contact, message.Text));
        Assert.Equal(1, changed);
    }

    [Fact]
    public async Task Restart_Connected_ComesBackByWayOfReconnecting_AndTheKeyStillOpensThePhone()
    {
        await using var bench = await SimulatorBench.StartAsync();
        var (id, phone) = await LinkAsync(bench);
        await bench.StopAsync();
        Assert.Equal(ReasonCode.Connected, bench.Statuses.Now(id)!.Reason.Code);

        await bench.StartAgainAsync();

        var told = bench.Statuses.Of(id).TakeLast(2).ToList();
        Assert.Equal((ReasonCode.Reconnecting, ConnectionCause.EngineStopped), (told[0].Code, told[0].Cause));
        Assert.Equal(ReasonCode.Connected, told[1].Code);
        var again = (await bench.Phones.FindAsync(phone.Key))!;
        Assert.Equal((PhoneCondition.Online, "+5511987654321"), (again.State.Condition, again.State.Number!.E164));
    }

    [Fact]
    public async Task Restart_Offline_StaysOffline()
    {
        await using var bench = await SimulatorBench.StartAsync();
        var (id, phone) = await LinkAsync(bench);
        await phone.GoOfflineAsync();
        await bench.StopAsync();

        await bench.StartAgainAsync();

        Assert.Equal(ConnectionCause.Lost, (await bench.FindAsync(id)).Reason.Cause);
        await Assert.ThrowsAsync<GatewayUnavailable>(() => bench.Gateway.RemoveAsync(id, Cancellation));
    }

    [Fact]
    public async Task Restart_WhilePairing_FindsTheCodeExpired()
    {
        await using var bench = await SimulatorBench.StartAsync();
        var id = await bench.CreateAsync();
        await bench.SendAsync(new ConnectChannel(id));
        await bench.UntilAsync(id, ReasonCode.CodeOnScreen);
        await bench.StopAsync();

        await bench.StartAgainAsync();

        Assert.Equal(ReasonCode.CodeExpired, (await bench.FindAsync(id)).Reason.Code);
    }

    [Fact]
    public async Task Restart_WhileBannedForATime_WaitsForTheEnd()
    {
        await using var bench = await SimulatorBench.StartAsync();
        var (id, phone) = await LinkAsync(bench);
        await phone.BanAsync(TimeSpan.FromMinutes(1));
        await bench.StopAsync();
        await bench.StartAgainAsync();
        Assert.Equal(ReasonCode.Banned, (await bench.FindAsync(id)).Reason.Code);

        bench.Time.Advance(TimeSpan.FromMinutes(1));

        await bench.UntilAsync(id, ReasonCode.Connected);
    }

    private static async Task<(ChannelId Id, IVirtualPhone Phone)> LinkAsync(SimulatorBench bench)
    {
        var id = await bench.LinkAsync();
        return (id, await bench.Phones.OfAsync(id));
    }

    /// <summary>Waits until the one message is as <c>Failed|Refused|463</c> says.</summary>
    private static async Task UntilMessageAsync(SimulatorBench bench, string becomes) => Assert.Equal(
        [becomes],
        await UntilAsync(bench, "SELECT State, IFNULL(Cause, ''), IFNULL(Refusal, '') FROM Outgoing", found => found is [var one] && one == becomes));

    /// <summary>Reads until it is as wanted, while the clock goes on.</summary>
    private static Task<IReadOnlyList<string>> UntilAsync(SimulatorBench bench, string sql, Func<IReadOnlyList<string>, bool> wanted) => Tools.UntilAsync(
        () =>
        {
            bench.Time.Advance(TimeSpan.FromSeconds(1));
            return bench.QueryAsync(sql);
        },
        wanted);
}
