using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Connect;
using Channels.Domain.UseCases.History;
using Channels.Domain.UseCases.Observe;
using Channels.Tests.Support;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Domain.UseCases.Connect;

/// <summary>An attempt to connect does not take the place of the outage that it is to end.</summary>
public sealed class KeptOutageTests : IAsyncLifetime
{
    private const string OtherPhone = "5511955554444";

    private readonly string _folder = Scratch.CreateFolder("channels-test-");
    private Workbench _bench;
    private int _made;

    public KeptOutageTests() => _bench = new Workbench(folder: _folder);

    public static TheoryData<ReasonCode> Ends => [.. Enum.GetValues<ReasonCode>().Where(ReasonTable.IsAttemptEnd)];

    private static IEnumerable<ReasonCode> Troubles => Enum.GetValues<ReasonCode>().Where(ReasonTable.IsTrouble);

    public async ValueTask InitializeAsync()
    {
        await PreparedData.CopyToAsync(new(_folder));
        await _bench.InitializeAsync();
        _bench.Plan.ConnectionLimit = 1000;
    }

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task AttemptThatEnds_LeavesEveryLastingTroubleAsItWas(ReasonCode end)
    {
        foreach (var trouble in Troubles.Where(ReasonTable.Lasts))
        {
            var down = await DropAsync(trouble);
            Pass(104);
            await BeginAsync(down, end);
            var trying = await _bench.FindAsync(down.Id);
            Pass(2);
            await EndAsync(down, end);
            var after = await _bench.FindAsync(down.Id);

            Assert.Equal((ChannelStatus.Connecting, true, true), (trying.Status, trying.IsInTrouble, trying.IsDown));
            Assert.Equal(new DatedReason(down.Reason, down.Since), trying.Outage);
            Assert.Equal((down.Reason, down.Since, true, true), (after.Reason, after.Since, after.IsInTrouble, after.IsDown));
            Assert.Equal((end, _bench.Time.GetUtcNow()), (after.LastAttempt!.Reason.Code, after.LastAttempt.At));
            var told = (await _bench.SendAsync(new ReadHistory(down.Id))).Lines[0];
            Assert.Equal((HistoryKind.ConnectFailed, end), (told.Kind, told.Reason!.Code));
            Pass(1);
            Assert.Equal(ChannelStatus.Disconnected, (await _bench.SendAsync(new ReadAvailability(down.Id))).Pieces[^1].Status);
        }
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task AttemptThatEnds_OfWhatWouldHaveComeBack_IsWhyItStaysDown(ReasonCode end)
    {
        foreach (var trouble in Troubles.Where(x => !ReasonTable.Lasts(x)))
        {
            var down = await DropAsync(trouble);
            Pass(3);
            await BeginAsync(down, end);
            await EndAsync(down, end);
            var after = await _bench.FindAsync(down.Id);

            Assert.Equal((end, down.Since, true), (after.Reason.Code, after.Since, after.IsInTrouble));
            Assert.Null(after.LastAttempt);
        }
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task AttemptThatEnds_OfWhatWasNotDown_IsNoTrouble(ReasonCode end)
    {
        var disconnected = await ConnectAsync();
        await _bench.SendAsync(new DisconnectChannel(disconnected.Id));
        ChannelSnapshot[] quiet = [await _bench.CreateAsync("Nunca conectada"), disconnected];
        foreach (var channel in quiet.Where(x => x.Number is not null || end != ReasonCode.WrongNumber))
        {
            await BeginAsync(channel, end);
            var trying = await _bench.FindAsync(channel.Id);
            Pass(2);
            await EndAsync(channel, end);
            var after = await _bench.FindAsync(channel.Id);

            Assert.Equal((false, false), (trying.IsInTrouble, after.IsInTrouble));
            Assert.Equal((end, _bench.Time.GetUtcNow()), (after.Reason.Code, after.Since));
            Assert.Equal((null, null), (after.Outage, after.LastAttempt));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RestartAfterTheScan_ForgetsNothing(bool wasDown)
    {
        var channel = wasDown ? await DropAsync(ReasonCode.LoggedOutOnPhone) : await ConnectAsync();
        if (!wasDown)
        {
            await _bench.SendAsync(new DisconnectChannel(channel.Id));
        }

        Pass(60);
        await BeginAsync(channel, ReasonCode.WrongNumber);
        await RestartAsync();
        await SayAsync(channel, new StatusReason(ReasonCode.Reconnecting) { Cause = ConnectionCause.EngineStopped });
        Assert.Equal(wasDown, (await _bench.FindAsync(channel.Id)).Outage is not null);
        await EndAsync(channel, ReasonCode.WrongNumber);

        var after = await _bench.FindAsync(channel.Id);
        Assert.Equal(wasDown, after.IsInTrouble);
        Assert.Equal(wasDown ? ReasonCode.LoggedOutOnPhone : ReasonCode.WrongNumber, after.Reason.Code);
        Assert.Equal(ReasonCode.WrongNumber, after.LatestReason.Code);
    }

    [Fact]
    public async Task AttemptThatFindsAnotherTrouble_IsDownSinceBefore()
    {
        var down = await DropAsync(ReasonCode.LoggedOutOnPhone);
        await TryAsync(down, ReasonCode.CodeExpired);
        Pass(60);
        await BeginAsync(down, ReasonCode.WrongNumber);
        await SayAsync(down, new StatusReason(ReasonCode.Reconnecting) { Cause = ConnectionCause.Lost, Attempt = 1 });
        await SayAsync(down, new StatusReason(ReasonCode.AccountTooOld));

        var after = await _bench.FindAsync(down.Id);
        Assert.Equal((ReasonCode.AccountTooOld, down.Since), (after.Reason.Code, after.Since));
        Assert.Null(after.LastAttempt);
    }

    [Fact]
    public async Task ConnectedAgain_IsOver()
    {
        var down = await DropAsync(ReasonCode.LoggedOutOnPhone);
        await TryAsync(down, ReasonCode.CodeExpired);
        await BeginAsync(down, ReasonCode.CodeExpired);
        await _bench.ComeBackAsync(down);

        var after = await _bench.FindAsync(down.Id);
        Assert.Equal((false, null, null), (after.IsInTrouble, after.Outage, after.LastAttempt));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task DisconnectedByAPerson_IsOver(bool whileTrying)
    {
        var down = await DropAsync(ReasonCode.Banned);
        await TryAsync(down, ReasonCode.PairingFailed);
        if (whileTrying)
        {
            await BeginAsync(down, ReasonCode.CodeExpired);
        }

        await _bench.SendAsync(new DisconnectChannel(down.Id));
        await TryAsync(down, ReasonCode.CodeExpired);

        var after = await _bench.FindAsync(down.Id);
        Assert.Equal((ReasonCode.CodeExpired, false, null), (after.Reason.Code, after.IsInTrouble, after.LastAttempt));
    }

    [Fact]
    public async Task GatewayThatCannotStart_LeavesItAsItWas()
    {
        var down = await DropAsync(ReasonCode.LoggedOutOnPhone);
        _bench.Gateway.Trouble = new GatewayUnavailable(ConnectionCause.EngineStopped);
        Pass(5);

        var after = await _bench.SendAsync(new ConnectChannel(down.Id));

        Assert.Equal((down.Reason, down.Since, ReasonCode.PairingFailed), (after.Reason, after.Since, after.LastAttempt?.Reason.Code));
    }

    [Fact]
    public async Task EndToldTwice_IsOneLine()
    {
        var down = await DropAsync(ReasonCode.AuthorizationExpired);
        await TryAsync(down, ReasonCode.NoAccountShared);
        var first = await _bench.FindAsync(down.Id);
        Pass(30);
        await EndAsync(down, ReasonCode.NoAccountShared);
        await SayAsync(down, down.Reason);

        Assert.Equal(first, await _bench.FindAsync(down.Id));
    }

    [Fact]
    public async Task NumberThatIsAnotherOne_WithoutAnAttempt_IsTrouble()
    {
        var channel = await ConnectAsync();
        Pass(5);
        Assert.False(await _bench.SendAsGatewayAsync(new ObserveLogin(channel.Id, PhoneNumber.FromDigits(OtherPhone)!)));

        var after = await _bench.FindAsync(channel.Id);
        Assert.Equal((ReasonCode.WrongNumber, _bench.Time.GetUtcNow(), true), (after.Reason.Code, after.Since, after.IsInTrouble));
    }

    private void Pass(double minutes) => _bench.Time.Advance(TimeSpan.FromMinutes(minutes));

    private async Task<ChannelSnapshot> ConnectAsync()
    {
        var number = 5511980000000 + _made++;
        return await _bench.CreateConnectedAsync($"Loja {_made}", $"{number}");
    }

    private async Task<ChannelSnapshot> DropAsync(ReasonCode trouble)
    {
        var channel = await ConnectAsync();
        Pass(5);
        await _bench.DropAsync(channel, trouble);
        return await _bench.FindAsync(channel.Id);
    }

    private async Task TryAsync(ChannelSnapshot channel, ReasonCode end)
    {
        await BeginAsync(channel, end);
        await EndAsync(channel, end);
    }

    /// <summary>Somebody tries to connect it in a way that can end so.</summary>
    private async Task BeginAsync(ChannelSnapshot channel, ReasonCode end)
    {
        if (ReasonTable.EndsWaiting(end))
        {
            await using var scope = _bench.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<IChannelStore>().WriteAsync(
                async transaction =>
                {
                    var now = _bench.Time.GetUtcNow();
                    (await transaction.LoadAsync(channel.Id)).AskToAuthorize(allowOtherNumber: false, now.AddMinutes(10), "Ana", now);
                    return true;
                },
                Workbench.Cancellation);
            return;
        }

        await _bench.SendAsync(new ConnectChannel(channel.Id));
        await SayAsync(channel, new StatusReason(ReasonCode.CodeOnScreen));
        if (end is ReasonCode.WrongNumber or ReasonCode.SameNumberElsewhere)
        {
            await _bench.SendAsGatewayAsync(new ObserveLine(channel.Id, new StatusReason(ReasonCode.CodeScanned), NewLink: true));
        }
    }

    private async Task EndAsync(ChannelSnapshot channel, ReasonCode end)
    {
        switch (end)
        {
            case ReasonCode.WrongNumber:
                Assert.False(await _bench.SendAsGatewayAsync(new ObserveLogin(channel.Id, PhoneNumber.FromDigits(OtherPhone)!)));
                break;
            case ReasonCode.SameNumberElsewhere:
                var other = await ConnectAsync();
                Assert.False(await _bench.SendAsGatewayAsync(new ObserveLogin(channel.Id, other.Number!)));
                break;
            default:
                await SayAsync(channel, new StatusReason(end) { SeenNumber = "+5511987654321", Cause = ConnectionCause.NoAnswer });
                break;
        }
    }

    private Task<Unit> SayAsync(ChannelSnapshot channel, StatusReason reason) =>
        _bench.SendAsGatewayAsync(new ObserveLine(channel.Id, reason));

    private async Task RestartAsync()
    {
        var now = _bench.Time.GetUtcNow();
        await _bench.DisposeAsync();
        _bench = new Workbench(folder: _folder);
        _bench.Time.SetUtcNow(now);
        await _bench.InitializeAsync();
    }
}
