using System.Text;
using Channels.Domain;
using Channels.Domain.UseCases.Messages;
using Channels.Infrastructure;
using Channels.Infrastructure.Persistence;
using Channels.Infrastructure.Persistence.Contents;
using Channels.Infrastructure.Settings;
using Channels.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Infrastructure.Persistence;

/// <summary>What messages say is readable for its days, and afterwards nowhere.</summary>
public sealed class RetentionTests : IAsyncLifetime
{
    private const string Planted = "orçamento-3f9a1c";
    private const int Messages = 1000;

    private readonly Workbench _bench = new();
    private readonly string _backup = Scratch.NewPath("channels-contents-");
    private ChannelId _sales;

    public async ValueTask InitializeAsync()
    {
        await _bench.InitializeAsync();
        _sales = (await _bench.CreateConnectedAsync("Vendas", "5511987654321")).Id;
    }

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        if (Directory.Exists(_backup))
        {
            Directory.Delete(_backup, recursive: true);
        }
    }

    [Fact]
    public async Task Contents_AfterTheirDay_AreOpenedByNoFile_AndStandInClearInNone()
    {
        for (var i = 0; i < Messages; i++)
        {
            await ReceiveAsync($"3EB0{i:D4}");
        }

        var day = DateOnly.FromDateTime(_bench.Time.GetUtcNow().UtcDateTime).DayNumber;
        var sealedThen = await QueryAsync("SELECT hex(Sealed) FROM MessageContents LIMIT 1");
        var keyThen = Assert.Single(await QueryAsync("SELECT hex(Sealed) FROM ContentKeys"));
        Assert.NotNull(await OpenAsync(day));
        await AssertNowhereAsync(Encoding.UTF8.GetBytes(Planted));

        await ForgetAfterAsync(TimeSpan.FromDays(7));
        Assert.NotNull(await OpenAsync(day));
        await ForgetAfterAsync(TimeSpan.FromDays(1) + TimeSpan.FromHours(10));

        Assert.Null(await OpenAsync(day));
        Assert.Equal([$"{Messages}|0|0"], await QueryAsync("SELECT (SELECT COUNT(*) FROM Messages), (SELECT COUNT(*) FROM MessageContents), (SELECT COUNT(*) FROM ContentKeys)"));
        await AssertNowhereAsync(Convert.FromHexString(keyThen));
        await AssertNowhereAsync(Convert.FromHexString(sealedThen[0]));
    }

    [Fact]
    public async Task Backup_LeavesContentsOut_UnlessTheyAreAskedFor_AndItsEventLogIsAnother()
    {
        await ReceiveAsync("3EB001");
        var key = Convert.FromHexString(Assert.Single(await QueryAsync("SELECT hex(Sealed) FROM ContentKeys")));

        await using var held = await _bench.HoldFilesAsync();
        await _bench.Services.BackUpAsync(_backup, Workbench.Cancellation);
        Assert.Equal(["1|0|0"], await CountsAsync());
        Assert.False(Contains(await File.ReadAllBytesAsync(Path.Combine(_backup, "channels.db"), Workbench.Cancellation), key));
        Assert.Empty((await Tools.QueryAsync(_backup, "SELECT Id FROM EventLogs")).Intersect(await QueryAsync("SELECT Id FROM EventLogs")));
        Directory.Delete(_backup, recursive: true);

        await _bench.Services.BackUpAsync(_backup, Workbench.Cancellation, withContents: true);
        Assert.Equal(["1|1|1"], await CountsAsync());
        await using var restored = new Workbench(folder: _backup);
        await restored.InitializeAsync();
        Assert.Equal(await QueryAsync("SELECT Last FROM EventLogs"), await Tools.QueryAsync(_backup, "SELECT Last FROM EventLogs"));

        Task<IReadOnlyList<string>> CountsAsync() => Tools.QueryAsync(
            _backup, "SELECT (SELECT COUNT(*) FROM Messages), (SELECT COUNT(*) FROM MessageContents), (SELECT COUNT(*) FROM ContentKeys)");
    }

    [Fact]
    public async Task LogAndEvents_AreForgottenAfterTheirTime_AndNumbersGoOn()
    {
        await ReceiveAsync("3EB001");
        var last = (await _bench.EventsAsync())[^1].Sequence;

        await ForgetAfterAsync(TimeSpan.FromDays(91));
        Assert.Empty(await _bench.MessagesAsync());
        Assert.Empty(await _bench.EventsAsync());

        await ReceiveAsync("3EB002");
        Assert.Equal(last + 1, (await _bench.EventsAsync())[0].Sequence);
    }

    [Theory]
    [InlineData("Messages:KeepContent", "00:59:00")]
    [InlineData("Messages:KeepContent", "31.00:00:00")]
    [InlineData("Messages:KeepContent", "7")]
    [InlineData("Messages:KeepLog", "sempre")]
    [InlineData("Events:KeepDays", "0")]
    [InlineData("Events:KeepDays", "sete")]
    public void Settings_ThatAreNoSuchTime_AreNamed(string name, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(name, value)]).Build();

        Assert.Contains(name, Assert.Throws<SettingsException>(() => KeepOptions.From(configuration)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_AreRead()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Messages:KeepContent", "01:00:00"), new("Messages:KeepLog", "30.00:00:00"), new("Events:KeepDays", "3")]).Build();

        Assert.Equal(
            new KeepOptions { Content = TimeSpan.FromHours(1), Log = TimeSpan.FromDays(30), Events = TimeSpan.FromDays(3) }, KeepOptions.From(configuration));
    }

    private Task<ReceivedMessage> ReceiveAsync(string id) => _bench.SendAsGatewayAsync(LinkedDataExtensions.Written(
        _sales, LinkedDataExtensions.Contact("5521912345678"), _bench.Time.GetUtcNow(), id: id, text: Planted));

    private async Task ForgetAfterAsync(TimeSpan time)
    {
        _bench.Time.Advance(time);
        await ActivatorUtilities.CreateInstance<Retention>(_bench.Services, new KeepOptions()).ForgetAsync(Workbench.Cancellation);
    }

    private async Task<ContentDay?> OpenAsync(int day)
    {
        await using var db = await _bench.OpenDatabaseAsync();
        return await _bench.Services.GetRequiredService<ContentKeys>().FindAsync(db, day, Workbench.Cancellation);
    }

    /// <summary>In no file of the data folder, and in none of a backup.</summary>
    private async Task AssertNowhereAsync(byte[] what)
    {
        await using var held = await _bench.HoldFilesAsync();
        await _bench.Services.BackUpAsync(_backup, Workbench.Cancellation);
        foreach (var file in Directory.EnumerateFiles(_bench.DataPath, "*", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(_backup, "*", SearchOption.AllDirectories)))
        {
            if (Path.GetFileName(file) == "app.lock")
            {
                // Empty, and held by the console.
                continue;
            }

            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy, Workbench.Cancellation);
            Assert.False(Contains(copy.ToArray(), what), $"in {file}");
        }

        Directory.Delete(_backup, recursive: true);
    }

    private static bool Contains(byte[] all, byte[] what) => all.AsSpan().IndexOf(what) >= 0;

    private Task<IReadOnlyList<string>> QueryAsync(string sql) => Tools.QueryAsync(_bench.DataPath, sql);
}
