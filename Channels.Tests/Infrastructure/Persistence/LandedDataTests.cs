using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Board;
using Channels.Infrastructure.Gateways.MetaCloud;
using Channels.Infrastructure.Persistence;
using Channels.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Infrastructure.Persistence;

/// <summary>
/// A data folder as an earlier version left it: <c>Landed/</c> is the dump of a database with rows of every kind, written by
/// the version before there were sessions of people, and the key of its secrets.
/// </summary>
public sealed class LandedDataTests : IAsyncLifetime
{
    private static readonly string Landed = Path.Combine(AppContext.BaseDirectory, "Infrastructure", "Persistence", "Landed");

    // To other rows: see ToldRowsTests and MessageUpgradeTests.
    private static readonly string[] Moved =
        ["RestrictedUntil", "RestrictionToldAt", "ContactKey", "ContactNumber", "ContactLid", "Body", "IsHeld"];
    private readonly DataFolder _folder = new(Scratch.CreateFolder("channels-landed-"));
    private readonly Dictionary<string, IReadOnlyList<string>> _before = [];
    private Workbench _bench = null!;

    public async ValueTask InitializeAsync()
    {
        _folder.Create();
        foreach (var key in Directory.GetFiles(Landed, "key-*.xml"))
        {
            File.Copy(key, Path.Combine(_folder.Keys, Path.GetFileName(key)));
        }

        await ReadAsync(await File.ReadAllTextAsync(Path.Combine(Landed, "channels.sql"), Workbench.Cancellation));
        foreach (var table in await ReadAsync("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_\\_EF%' ESCAPE '\\' AND name <> 'sqlite_sequence'"))
        {
            var columns = string.Join(", ", (await ReadAsync($"SELECT name FROM pragma_table_info('{table}')")).Except(Moved).Select(x => $"quote(\"{x}\")"));
            var query = $"SELECT {columns} FROM \"{table}\"";
            _before[query] = await ReadAsync(query);
        }

        _bench = new Workbench(folder: _folder.Path);
        await _bench.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        Directory.Delete(_folder.Path, recursive: true);
    }

    [Fact]
    public async Task Upgrade_KeepsEveryRowAndValue()
    {
        foreach (var (query, rows) in _before)
        {
            // The tables that the identity library asks for, and this console never fills.
            Assert.True(rows.Count > 0 || query.Contains("\"AspNet", StringComparison.Ordinal), $"nothing to keep: {query}");
            Assert.Equal(rows.Order(StringComparer.Ordinal), (await ReadAsync(query)).Order(StringComparer.Ordinal));
        }

        Assert.Equal(["ok"], await ReadAsync("PRAGMA integrity_check"));
        Assert.Empty(await ReadAsync("PRAGMA foreign_key_check"));
    }

    [Fact]
    public async Task Upgrade_WhatWasSealed_IsOpened()
    {
        var none = Workbench.Cancellation;
        var channels = (await _bench.SendAsync(new ListChannels())).Channels;
        var linked = channels.Single(x => x.ProfileName == "Loja do Centro").Id;
        var keys = _bench.Services.GetRequiredService<ISessionKeys>();
        var accounts = ActivatorUtilities.CreateInstance<MetaAccounts>(_bench.Services);
        var official = Assert.Single(await accounts.ListAsync(none));
        var account = (await accounts.FindAsync(official, none))!;

        Assert.Contains("5511987654313:1@s.whatsapp.net", await keys.ReadCredentialsAsync(linked, none), StringComparison.Ordinal);
        Assert.Contains("segredo", (await keys.ReadKeysAsync(linked, "pre-key", ["1"], none))["1"], StringComparison.Ordinal);
        Assert.Equal(("EAAtoken", "123456"), (accounts.Open(official, account.Token), accounts.Open(official, account.Pin!)));
        var secret = Convert.FromHexString(Assert.Single(await ReadAsync("""SELECT hex("WebhookSecret") FROM "AlertSettings" """)));
        Assert.False(string.IsNullOrEmpty(_bench.Services.GetRequiredService<ISecretSeal>().Open(secret)));
    }

    [Fact]
    public async Task Upgrade_PeopleStaySignedUp()
    {
        Assert.Equal("ana@loja.example", _bench.Administrator.Email);
        var signedIn = await _bench.PeopleAsync(people => people.SignInAsync("ana@loja.example", LiveBench.Password, Workbench.Cancellation));
        Assert.Equal(_bench.Administrator.Id, signedIn.Id);
    }

    [Fact]
    public async Task Upgrade_EveryCardIsReadInItsState()
    {
        var channels = (await _bench.SendAsync(new ListChannels())).Channels;

        Assert.Equal(
            (await ReadAsync("""SELECT "Name", "Reason_Code" FROM "Channels" """)).Order(StringComparer.Ordinal),
            channels.Select(x => $"{x.Name}|{x.Reason.Code}").Order(StringComparer.Ordinal));
    }

    private async Task<IReadOnlyList<string>> ReadAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={_folder.Database};Pooling=False");
        await connection.OpenAsync(Workbench.Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(Workbench.Cancellation);
        var rows = new List<string>();
        while (await reader.ReadAsync(Workbench.Cancellation))
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)));
        }

        return rows;
    }
}
