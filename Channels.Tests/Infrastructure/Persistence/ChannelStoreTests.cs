using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Infrastructure.Persistence;
using Channels.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Infrastructure.Persistence;

public sealed class ChannelStoreTests : IAsyncLifetime
{
    private readonly Workbench _bench = new();

    public ValueTask InitializeAsync() => _bench.InitializeAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Write_WorkThrows_CommitsAndPublishesNothing()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => WriteAsync<bool>(transaction =>
        {
            transaction.Add(NewChannel("Vendas"));
            throw new InvalidOperationException();
        }));

        Assert.Empty(_bench.Published.All);
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task Write_Waiting_RunsInTheOrderOfTheCalls()
    {
        var release = new TaskCompletionSource();
        var order = new List<int>();
        var first = WriteAsync(async _ =>
        {
            await release.Task;
            return true;
        });

        var rest = Enumerable.Range(0, 50).Select(i => WriteAsync(_ =>
        {
            order.Add(i);
            return Task.FromResult(true);
        })).ToList();
        release.SetResult();
        await Task.WhenAll([first, .. rest]);

        Assert.Equal(Enumerable.Range(0, 50), order);
    }

    [Fact]
    public async Task Write_CallerGivesUpWhileWaiting_LeavesTheGateToTheOthers()
    {
        var release = new TaskCompletionSource();
        using var givenUp = new CancellationTokenSource();
        var first = WriteAsync(async _ =>
        {
            await release.Task;
            return true;
        });
        var abandoned = WriteAsync(_ => Task.FromResult(true), givenUp.Token);
        await givenUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned);

        release.SetResult();

        Assert.True(await first);
        Assert.True(await WriteAsync(_ => Task.FromResult(true)));
    }

    [Fact]
    public async Task Write_NothingChanged_PublishesNothing()
    {
        var channel = await _bench.CreateAsync("Vendas");
        var before = _bench.Published.All.Count;

        await WriteAsync(async transaction =>
        {
            (await transaction.LoadAsync(channel.Id)).Introduce(profileName: null, pictureTag: null);
            return true;
        });

        Assert.Equal(before, _bench.Published.All.Count);
    }

    [Fact]
    public async Task Snapshot_WrittenAndRead_IsEqual()
    {
        var channel = await _bench.CreateConnectedAsync("Vendas", "5511987654321");
        var reason = new StatusReason(ReasonCode.Reconnecting)
        {
            Cause = ConnectionCause.HttpAnswer,
            HttpStatus = 503,
            Attempt = 2,
            NextTryAt = _bench.Time.GetUtcNow().AddSeconds(4),
        };

        await _bench.SendAsGatewayAsync(new Channels.Domain.UseCases.Observe.ObserveLine(channel.Id, reason));

        var read = Assert.Single(await ListAsync());
        Assert.Equal(_bench.Published.All.Last(), read);
        Assert.Equal(reason, read.Reason);
    }

    [Fact]
    public async Task Connection_Pragmas_AreSet()
    {
        await using var db = await ContextAsync();
        Assert.Equal("wal", await PragmaAsync(db, "journal_mode"));
        Assert.Equal("1", await PragmaAsync(db, "foreign_keys"));
        Assert.Equal("2", await PragmaAsync(db, "synchronous"));
        Assert.Equal("5000", await PragmaAsync(db, "busy_timeout"));
    }

    private static async Task<string> PragmaAsync(ChannelsDbContext db, string name)
    {
        await db.Database.OpenConnectionAsync(Workbench.Cancellation);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"PRAGMA {name}";
        return (await command.ExecuteScalarAsync(Workbench.Cancellation))!.ToString()!;
    }

    private Channel NewChannel(string name) =>
        Channel.Create(ChannelName.Parse(name), ConnectionMethod.WhatsAppWeb, "Ana", _bench.Time.GetUtcNow());

    private async Task<T> WriteAsync<T>(Func<IChannelTransaction, Task<T>> work, CancellationToken? cancellation = null)
    {
        await using var scope = _bench.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IChannelStore>()
            .WriteAsync(work, cancellation ?? Workbench.Cancellation);
    }

    private async Task<IReadOnlyList<ChannelSnapshot>> ListAsync()
    {
        await using var scope = _bench.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IChannelStore>().ListAsync(Workbench.Cancellation);
    }

    private Task<ChannelsDbContext> ContextAsync() =>
        _bench.Services.GetRequiredService<IDbContextFactory<ChannelsDbContext>>().CreateDbContextAsync(Workbench.Cancellation);
}
