using Channels.Domain;
using Channels.Domain.UseCases.Board;
using Channels.Infrastructure;
using Channels.Infrastructure.Persistence.Migrations;
using Channels.Tests.Support;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Channels.Tests.Infrastructure.Persistence;

/// <summary>A database from before there was a log of messages: conversations knew number and LID by themselves.</summary>
public sealed class MessageUpgradeTests : IAsyncLifetime
{
    private const string Before = "MetaEntry";

    private readonly Workbench _bench = new();
    private string _sales = "";
    private string _support = "";

    public async ValueTask InitializeAsync()
    {
        await _bench.InitializeAsync();
        _sales = Text((await _bench.CreateConnectedAsync("Vendas", "5511987654321")).Id);
        _bench.Time.Advance(TimeSpan.FromMinutes(1));
        _support = Text((await _bench.CreateConnectedAsync("Suporte", "5511987654322")).Id);
        await MigrateAsync(Before);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Conversations_FindTheirContacts_AndAreOneWhereTheyAreWithOne(bool isKilledMidway)
    {
        await AddAsync("a", _sales, "5511911110001", lid: null, isOpen: true, at: 10);
        await AddAsync("b", _support, "5511911110001", "111", isOpen: true, at: 20);

        // Of two spellings, by today's rules one: the older is closed.
        await AddAsync("c", _sales, "525512345678", lid: null, isOpen: true, at: 30);
        await AddAsync("d", _sales, "5215512345678", lid: null, isOpen: true, at: 40);
        await AddAsync("e", _sales, "525512345678", lid: null, isOpen: false, at: 5);

        // Known by LID alone once, by both later.
        await AddAsync("f", _sales, number: null, "222", isOpen: true, at: 50);
        await AddAsync("0", _support, "5511911110002", "222", isOpen: false, at: 60);

        // A number that changed hands.
        await AddAsync("1", _sales, "5511911110003", "333", isOpen: true, at: 70);
        await AddAsync("2", _support, "5511911110003", "444", isOpen: true, at: 80);

        if (isKilledMidway)
        {
            await MigrateAsync(MessageLog.Id);
        }

        await _bench.Services.PrepareAsync(Workbench.Cancellation);

        var rows = await _bench.ConversationsAsync();
        Assert.Equal(9, rows.Count);
        var contacts = new Dictionary<string, string>();
        foreach (var row in rows)
        {
            var contact = await _bench.ContactAsync(row);
            contacts[row.Id.ToString()[..1]] = $"{contact.Number?.Digits}/{contact.Lid}";
        }

        Assert.Equal(
            "0:5511911110002/222 1:/333 2:5511911110003/444 a:5511911110001/111 b:5511911110001/111 "
                + "c:5215512345678/ d:5215512345678/ e:5215512345678/ f:5511911110002/222",
            string.Join(' ', contacts.OrderBy(x => x.Key).Select(x => $"{x.Key}:{x.Value}")));
        Assert.Equal(["c|d"], await QueryAsync("SELECT lower(substr(Id, 1, 1)), lower(substr(ContinuesIn, 1, 1)) FROM Conversations WHERE ContinuesIn IS NOT NULL"));
        Assert.Equal(["1|2|a|b|d|f"], await QueryAsync("SELECT group_concat(i, '|') FROM (SELECT lower(substr(Id, 1, 1)) AS i FROM Conversations WHERE IsOpen ORDER BY i)"));
        Assert.Empty(await QueryAsync("PRAGMA foreign_key_check"));

        // They are found by each of their names from now on.
        await _bench.SendAsGatewayAsync(LinkedDataExtensions.Written(new ChannelId(Guid.Parse(_sales)), LinkedDataExtensions.Contact("5215512345678"), _bench.Time.GetUtcNow()));
        Assert.Equal(9, (await _bench.ConversationsAsync()).Count);
    }

    [Fact]
    public async Task Instances_WithSpellingsOfOneNumber_BothStay_AndTheLaterSaysWhoseItIs()
    {
        await QueryAsync($"UPDATE Channels SET Number = '525512345678', NumberKey = '525512345678' WHERE Id = '{_sales}'");
        await QueryAsync($"UPDATE Channels SET Number = '5215512345678', NumberKey = '5215512345678' WHERE Id = '{_support}'");

        await _bench.Services.PrepareAsync(Workbench.Cancellation);
        await _bench.Services.PrepareAsync(Workbench.Cancellation);

        var channels = (await _bench.SendAsync(new ListChannels())).Channels.ToDictionary(x => x.Name);
        Assert.Equal((ReasonCode.Connected, "+525512345678"), (channels["Vendas"].Reason.Code, channels["Vendas"].Number!.E164));
        var later = channels["Suporte"];
        Assert.Equal(
            (ReasonCode.SameNumberElsewhere, "+5215512345678", "Vendas", null),
            (later.Reason.Code, later.Reason.SeenNumber, later.Reason.OtherChannel, later.Number));
        Assert.Single(await QueryAsync($"SELECT Id FROM History WHERE Channel = '{_support}' AND Reason_Code = 'SameNumberElsewhere'"));
    }

    [Fact]
    public async Task Notices_ThatNobodyDealtWith_AreSealed_AndNothingOfThemStaysInClear()
    {
        await QueryAsync(
            """
            INSERT INTO MetaNotices (Key, ReceivedAt, IsHeld, Body) VALUES
                ('m:done', 1, 0, NULL),
                ('m:waits', 2, 0, '{"Kind":"Message","Field":"messages","AccountId":"1","NumberId":"2","From":"5521912345678","ContactName":"Carla","SentAt":"2026-11-22T15:00:00+00:00"}'),
                ('m:held', 3, 1, '{"Kind":"Unnumbered","Field":"messages","AccountId":"1","NumberId":"2","UserId":"BR.1349"}'),
                ('m:change', 4, 1, '{"Kind":"Unnumbered","Field":"messages","AccountId":"1","NumberId":"2","UserId":"BR.1349","ChangedTo":"BR.77"}'),
                ('c:hint', 5, 0, '{"Kind":"Hint","Field":"account_update","AccountId":"1"}')
            """);

        await _bench.Services.PrepareAsync(Workbench.Cancellation);

        Assert.Equal(["m:done|0", "m:waits|1", "m:held|1", "m:change|1", "c:hint|1"], await QueryAsync("SELECT Key, Sealed IS NOT NULL FROM MetaNotices ORDER BY Id"));

        // Nor in what was freed, once the log of writes is in the file.
        await QueryAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        Assert.DoesNotContain("Carla", await File.ReadAllTextAsync(_bench.DatabaseFile, System.Text.Encoding.Latin1, Workbench.Cancellation), StringComparison.Ordinal);
    }

    private static string Text(ChannelId id) => id.ToString().ToUpperInvariant();

    private async Task AddAsync(string first, string channel, string? number, string? lid, bool isOpen, int at)
    {
        var id = $"{first}0000000-0000-7000-8000-000000000000".ToUpperInvariant();
        var (key, quoted, quotedLid) = (number ?? "lid:" + lid, number is null ? "NULL" : $"'{number}'", lid is null ? "NULL" : $"'{lid}'");
        await QueryAsync(
            $"""
            INSERT INTO Conversations (Id, Channel, ContactKey, ContactNumber, ContactLid, ContactName, IsOpen, OpenedAt, LastMessageAt)
            VALUES ('{id}', '{channel}', '{key}', {quoted}, {quotedLid}, 'Cliente', {(isOpen ? 1 : 0)}, {at}, {at})
            """);
    }

    private async Task MigrateAsync(string migration)
    {
        await using var db = await _bench.OpenDatabaseAsync();
        await db.GetService<IMigrator>().MigrateAsync(migration, Workbench.Cancellation);
    }

    private Task<IReadOnlyList<string>> QueryAsync(string sql) => Tools.QueryAsync(_bench.DataPath, sql);
}
