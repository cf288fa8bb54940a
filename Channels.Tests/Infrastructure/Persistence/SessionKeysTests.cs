using System.Text;
using Channels.Domain;
using Channels.Infrastructure.Persistence;
using Channels.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Infrastructure.Persistence;

public sealed class SessionKeysTests : IAsyncLifetime
{
    private readonly Workbench _bench = new();
    private readonly ChannelId _id = new(Guid.NewGuid());

    private ISessionKeys Keys => _bench.Services.GetRequiredService<ISessionKeys>();

    public ValueTask InitializeAsync() => _bench.InitializeAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Write_NewChangedAndDeleted_ReadsBack()
    {
        await Keys.WriteKeysAsync(
            _id, [new("session", "a:1", "one"), new("session", "b::2", "two"), new("pre-key", "a:1", "other")], Workbench.Cancellation);
        await Keys.WriteKeysAsync(_id, [new("session", "a:1", "changed"), new("session", "b::2", null)], Workbench.Cancellation);

        var read = await Keys.ReadKeysAsync(_id, "session", ["a:1", "b::2", "missing"], Workbench.Cancellation);

        Assert.Equal(("a:1", "changed"), Assert.Single(read.Select(x => (x.Key, x.Value))));
    }

    [Fact]
    public async Task Credentials_OfAnotherInstance_AreNotMixed()
    {
        await Keys.SaveCredentialsAsync(_id, "{}", Workbench.Cancellation);

        Assert.True(await Keys.HasCredentialsAsync(_id, Workbench.Cancellation));
        Assert.False(await Keys.HasCredentialsAsync(new ChannelId(Guid.NewGuid()), Workbench.Cancellation));
    }

    [Fact]
    public async Task WritesAtOnce_AreAllKept_InTheirOrder_AndOneThatFailsIsInNoOthersWay()
    {
        await Tools.QueryAsync(_bench.DataPath, "CREATE TRIGGER refused BEFORE INSERT ON SessionKeys WHEN NEW.KeyId = '7' BEGIN SELECT RAISE(ABORT, 'refused'); END");

        var writes = Enumerable.Range(0, 20)
            .SelectMany(i => new[] { $"first {i}", $"second {i}" }.Select(value => Keys.WriteKeysAsync(_id, [new("session", $"{i}", value)], Workbench.Cancellation)))
            .ToList();
        await Task.WhenAll(writes).ContinueWith(_ => { }, Workbench.Cancellation, TaskContinuationOptions.None, TaskScheduler.Default);

        Assert.Equal([14, 15], Enumerable.Range(0, writes.Count).Where(i => writes[i].IsFaulted));
        var read = await Keys.ReadKeysAsync(_id, "session", [.. Enumerable.Range(0, 20).Select(i => $"{i}")], Workbench.Cancellation);
        Assert.Equal(Enumerable.Range(0, 20).Where(i => i != 7).Select(i => $"second {i}").Order(), read.Values.Order());
    }

    [Fact]
    public async Task Forget_LeavesNothing()
    {
        await Keys.SaveCredentialsAsync(_id, "{}", Workbench.Cancellation);
        await Keys.WriteKeysAsync(_id, [new("session", "a", "one")], Workbench.Cancellation);

        await Keys.ForgetAsync(_id, Workbench.Cancellation);

        Assert.Null(await Keys.ReadCredentialsAsync(_id, Workbench.Cancellation));
        Assert.Empty(await Keys.ReadKeysAsync(_id, "session", ["a"], Workbench.Cancellation));
    }

    [Fact]
    public async Task Write_PlantedSecret_IsNowhereInTheFiles()
    {
        var secret = Encoding.ASCII.GetBytes("planted-private-key-0123456789ab");
        string[] forms = [Encoding.ASCII.GetString(secret), Convert.ToBase64String(secret), Convert.ToHexString(secret)];
        await Keys.SaveCredentialsAsync(_id, string.Join(' ', forms), Workbench.Cancellation);

        Assert.Contains(forms[0], await Keys.ReadCredentialsAsync(_id, Workbench.Cancellation), StringComparison.Ordinal);
        Assert.True(File.Exists(_bench.DatabaseFile + "-wal"));
        foreach (var file in Directory.GetFiles(_bench.DataPath, "*", SearchOption.AllDirectories).Where(x => !x.EndsWith(".lock", StringComparison.Ordinal)))
        {
            var text = Encoding.Latin1.GetString(await ReadAsync(file));
            Assert.All(forms, form => Assert.DoesNotContain(form, text, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task Read_KeysOfTheConsoleGone_IsUnreadableAndNotACrash()
    {
        await Keys.SaveCredentialsAsync(_id, "{}", Workbench.Cancellation);
        await using var withoutKeys = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System)
            .AddPersistence(new DataFolder(_bench.DataPath))
            .AddSingleton<Microsoft.AspNetCore.DataProtection.IDataProtectionProvider>(
                new Microsoft.AspNetCore.DataProtection.EphemeralDataProtectionProvider())
            .BuildServiceProvider();

        await Assert.ThrowsAsync<CredentialsUnreadableException>(() =>
            withoutKeys.GetRequiredService<ISessionKeys>().ReadCredentialsAsync(_id, Workbench.Cancellation));
    }

    private static async Task<byte[]> ReadAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, Workbench.Cancellation);
        return bytes.ToArray();
    }
}
