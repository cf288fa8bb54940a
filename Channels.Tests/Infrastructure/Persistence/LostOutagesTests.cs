using Channels.Domain;
using Channels.Domain.UseCases.Connect;
using Channels.Domain.UseCases.Observe;
using Channels.Infrastructure;
using Channels.Infrastructure.Persistence;
using Channels.Tests.Support;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Infrastructure.Persistence;

/// <summary>A database from before attempts left outages alone: what they took the place of is read back from the timeline.</summary>
public sealed class LostOutagesTests : IAsyncLifetime
{
    private const string Before = "Trace";

    private readonly Workbench _bench = new();

    public ValueTask InitializeAsync() => _bench.InitializeAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Upgrade_PutsBackWhatAnAttemptReplaced()
    {
        var down = await DropAsync("Vendas", "5511987654321", ReasonCode.LoggedOutOnPhone);
        await TryAsync(down, ReasonCode.CodeExpired);
        var lost = (await _bench.FindAsync(down.Id)).LastAttempt!.At;
        await GoBackAsync();
        await OverwriteAsync(down, ReasonCode.CodeExpired, lost);

        await _bench.Services.PrepareAsync(Workbench.Cancellation);

        var after = await _bench.FindAsync(down.Id);
        Assert.Equal((down.Reason.Code, down.Since, true), (after.Reason.Code, after.Since, after.IsInTrouble));
        Assert.Equal((ReasonCode.CodeExpired, lost), (after.LastAttempt?.Reason.Code, after.LastAttempt?.At));
    }

    [Fact]
    public async Task Upgrade_DuringAnAttempt_KnowsWhatItIsToEnd()
    {
        var down = await DropAsync("Vendas", "5511987654321", ReasonCode.Banned);
        var dropped = await DropAsync("Suporte", "5511987654322", ReasonCode.Reconnecting);
        await BeginAsync(down);
        await BeginAsync(dropped);
        await GoBackAsync();

        await _bench.Services.PrepareAsync(Workbench.Cancellation);

        Assert.Equal([down.Since, dropped.Since], [(await _bench.FindAsync(down.Id)).Outage!.At, (await _bench.FindAsync(dropped.Id)).Outage!.At]);
        await SayAsync(down, ReasonCode.CodeExpired);
        Assert.Equal(down.Reason, (await _bench.FindAsync(down.Id)).Reason);
    }

    [Fact]
    public async Task Upgrade_LeavesAllOthersAsTheyAre()
    {
        _bench.Plan.ConnectionLimit = 4;
        var connected = await _bench.CreateConnectedAsync("Vendas", "5511987654321");
        var down = await DropAsync("Suporte", "5511987654322", ReasonCode.Replaced);
        var disconnected = await DropAsync("Financeiro", "5511987654323", ReasonCode.LoggedOutOnPhone);
        await _bench.SendAsync(new DisconnectChannel(disconnected.Id));
        await TryAsync(disconnected, ReasonCode.CodeExpired);
        var fresh = await _bench.CreateAsync("Nova");
        await TryAsync(fresh, ReasonCode.CodeExpired);
        ChannelId[] all = [connected.Id, down.Id, disconnected.Id, fresh.Id];
        var before = await Task.WhenAll(all.Select(_bench.FindAsync));

        await GoBackAsync();
        await _bench.Services.PrepareAsync(Workbench.Cancellation);

        Assert.Equal(before, await Task.WhenAll(all.Select(_bench.FindAsync)));
    }

    [Fact]
    public async Task Upgrade_OfWhatWouldHaveComeBack_KeepsTheEndOfTheAttemptAsTheReason()
    {
        var down = await DropAsync("Vendas", "5511987654321", ReasonCode.Reconnecting);
        await TryAsync(down, ReasonCode.PairingFailed);
        await GoBackAsync();
        await OverwriteAsync(down, ReasonCode.PairingFailed, _bench.Time.GetUtcNow());

        await _bench.Services.PrepareAsync(Workbench.Cancellation);

        var after = await _bench.FindAsync(down.Id);
        Assert.Equal((ReasonCode.PairingFailed, down.Since, true), (after.Reason.Code, after.Since, after.IsInTrouble));
    }

    private async Task<ChannelSnapshot> DropAsync(string name, string number, ReasonCode trouble)
    {
        var channel = await _bench.CreateConnectedAsync(name, number);
        _bench.Time.Advance(TimeSpan.FromMinutes(5));
        await _bench.DropAsync(channel, trouble);
        return await _bench.FindAsync(channel.Id);
    }

    private async Task BeginAsync(ChannelSnapshot channel)
    {
        _bench.Time.Advance(TimeSpan.FromMinutes(90));
        await _bench.SendAsync(new ConnectChannel(channel.Id));
        await SayAsync(channel, ReasonCode.CodeOnScreen);
    }

    private async Task TryAsync(ChannelSnapshot channel, ReasonCode end)
    {
        await BeginAsync(channel);
        await SayAsync(channel, end);
    }

    private Task<Unit> SayAsync(ChannelSnapshot channel, ReasonCode code) =>
        _bench.SendAsGatewayAsync(new ObserveLine(channel.Id, new StatusReason(code)));

    private async Task GoBackAsync()
    {
        await using var db = await _bench.Services.GetRequiredService<IDbContextFactory<ChannelsDbContext>>()
            .CreateDbContextAsync(Workbench.Cancellation);
        await db.GetService<IMigrator>().MigrateAsync(Before, Workbench.Cancellation);
    }

    /// <summary>As it was written then.</summary>
    private async Task OverwriteAsync(ChannelSnapshot channel, ReasonCode end, DateTimeOffset at) =>
        await Tools.QueryAsync(
            _bench.DataPath,
            $"""
            UPDATE Channels SET Reason_Code = '{end}', Reason_Cause = NULL, Reason_Attempt = NULL, Since = {at.UtcTicks} WHERE Number = '{channel.Number!.Digits}';
            UPDATE History SET Kind = 'StatusChanged' WHERE Kind = 'ConnectFailed'
            """);
}
