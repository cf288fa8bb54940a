using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Connect;
using Channels.Domain.UseCases.History;
using Channels.Domain.UseCases.Jobs;
using Channels.Domain.UseCases.Observe;
using Channels.Infrastructure.Persistence;
using Channels.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Domain.UseCases.Removal;

/// <summary>What is said and kept of the device of a channel that is removed.</summary>
public sealed class RemovedDeviceTests : IAsyncLifetime
{
    private readonly Workbench _bench;
    private bool _gatewayIsGone;

    public RemovedDeviceTests() => _bench = new Workbench(services => services.AddTransient(provider =>
        new Channels.Domain.Ports.Gateways(_gatewayIsGone ? [] : provider.GetServices<IChannelGateway>())));

    public ValueTask InitializeAsync() => _bench.InitializeAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Connected_HadADevice()
    {
        var id = (await _bench.CreateConnectedAsync("Vendas", "5511987654321")).Id;

        Assert.True((await _bench.RemoveAsync(id)).HadDevice);
        Assert.True((await JobAsync()).HadDevice);
    }

    [Fact]
    public async Task RefusedNumber_LeavesNoDeviceToSpeakOf()
    {
        await _bench.CreateConnectedAsync("Suporte", "5511987654321");
        var id = (await _bench.CreateAsync("Vendas")).Id;
        await _bench.SendAsync(new ConnectChannel(id));
        await _bench.SendAsGatewayAsync(new ObserveLine(id, new StatusReason(ReasonCode.CodeScanned), NewLink: true));
        await _bench.SendAsGatewayAsync(new ObserveLogin(id, PhoneNumber.FromDigits("5511987654321")!));

        Assert.False((await _bench.FindAsync(id)).IsLinked);
        Assert.False((await _bench.RemoveAsync(id)).HadDevice);
        Assert.False((await JobAsync()).HadDevice);
    }

    [Fact]
    public async Task WithoutItsGateway_TheSecretsGoAndNobodySaysThatTheDeviceWasUnlinked()
    {
        var id = (await _bench.CreateConnectedAsync("Vendas", "5511987654321")).Id;
        var keys = _bench.Services.GetRequiredService<ISessionKeys>();
        await keys.SaveCredentialsAsync(id, "{}", Workbench.Cancellation);
        await _bench.RemoveAsync(id);
        var job = await JobAsync();
        _gatewayIsGone = true;

        await _bench.SendAsModuleAsync(new AttemptJob(job.Id));

        Assert.Empty(await JobsAsync());
        Assert.False(await keys.HasCredentialsAsync(id, Workbench.Cancellation));
        Assert.Equal(HistoryKind.Removed, (await _bench.SendAsync(new ReadHistory(id))).Lines[0].Kind);
    }

    [Fact]
    public async Task GivenUp_TheSecretsGoInTheSameTransaction()
    {
        _bench.Gateway.Removing = (_, _) => Task.FromException(new GatewayUnavailable(ConnectionCause.NoDns));
        _bench.Gateway.Forgetting = _ => Task.FromException(new InvalidOperationException("no store"));
        var id = (await _bench.CreateConnectedAsync("Vendas", "5511987654321")).Id;
        var keys = _bench.Services.GetRequiredService<ISessionKeys>();
        await keys.SaveCredentialsAsync(id, "{}", Workbench.Cancellation);
        await _bench.RemoveAsync(id);
        var job = await JobAsync();
        _bench.Time.Advance(GatewayJob.GivesUpAfter);

        await Assert.ThrowsAsync<InvalidOperationException>(() => _bench.SendAsModuleAsync(new AttemptJob(job.Id)));

        Assert.True((await JobAsync()).GivenUp);
        Assert.False(await keys.HasCredentialsAsync(id, Workbench.Cancellation));
    }

    [Fact]
    public async Task AttemptedTwiceInARow_WaitsForItsTime()
    {
        _bench.Gateway.Removing = (_, _) => Task.FromException(new GatewayUnavailable(ConnectionCause.NoDns));
        await _bench.RemoveAsync((await _bench.CreateConnectedAsync("Vendas", "5511987654321")).Id);
        var job = await JobAsync();

        await _bench.SendAsModuleAsync(new AttemptJob(job.Id));
        await _bench.SendAsModuleAsync(new AttemptJob(job.Id));

        Assert.Equal(1, (await JobAsync()).Attempts);
    }

    private async Task<GatewayJob> JobAsync() => Assert.Single(await JobsAsync());

    private async Task<IReadOnlyList<GatewayJob>> JobsAsync()
    {
        await using var scope = _bench.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IChannelStore>().ListJobsAsync(Workbench.Cancellation);
    }
}
