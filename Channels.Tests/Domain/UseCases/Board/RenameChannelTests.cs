using Channels.Domain;
using Channels.Domain.UseCases.Board;
using Channels.Domain.UseCases.History;
using Channels.Tests.Support;

namespace Channels.Tests.Domain.UseCases.Board;

public sealed class RenameChannelTests : IAsyncLifetime
{
    private readonly Workbench _bench = new();

    public ValueTask InitializeAsync() => _bench.InitializeAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Rename_Free_ChangesNameAndTellsTheTimeline()
    {
        var channel = await _bench.CreateAsync("Vendas");

        var renamed = await _bench.SendAsync(new RenameChannel(channel.Id, "Suporte", Seen: "Vendas"));

        Assert.Equal("Suporte", renamed.Name);
        Assert.True(renamed.Revision > channel.Revision);
        var line = (await _bench.SendAsync(new ReadHistory(channel.Id))).Lines[0];
        Assert.Equal((HistoryKind.Renamed, "Ana", "Vendas → Suporte"), (line.Kind, line.Who, line.Detail));
    }

    [Fact]
    public async Task Rename_OnlyTheCase_IsAllowed()
    {
        var channel = await _bench.CreateAsync("Vendas");

        var renamed = await _bench.SendAsync(new RenameChannel(channel.Id, "VENDAS", Seen: "Vendas"));

        Assert.Equal("VENDAS", renamed.Name);
    }

    [Fact]
    public async Task Rename_ToATwin_IsRefused()
    {
        await _bench.CreateAsync("Suporte");
        var channel = await _bench.CreateAsync("Vendas");

        var broken = await Assert.ThrowsAnyAsync<RuleViolation>(
            () => _bench.SendAsync(new RenameChannel(channel.Id, "SUPORTE", Seen: "Vendas")));

        // As it stands on the other card, which is what the person looks for.
        Assert.Equal((Rule.NameTaken, "Suporte"), (broken.Rule, Assert.Single(broken.Arguments)));
    }

    [Fact]
    public async Task Rename_NameChangedMeanwhile_OverwritesNothing()
    {
        var channel = await _bench.CreateAsync("Vendas");
        await _bench.SendAsync(new RenameChannel(channel.Id, "Suporte", Seen: "Vendas"));

        var violation = await Rules.BreaksAsync(
            Rule.NameChangedMeanwhile, () => _bench.SendAsync(new RenameChannel(channel.Id, "Loja", Seen: "Vendas")));

        Assert.Equal("Suporte", Assert.Single(violation.Arguments));
        Assert.Equal("Suporte", (await _bench.FindAsync(channel.Id)).Name);
    }

    [Fact]
    public async Task Rename_Gone_SaysSo() =>
        await Rules.BreaksAsync(
            Rule.ChannelNotFound,
            () => _bench.SendAsync(new RenameChannel(new ChannelId(Guid.NewGuid()), "Loja", Seen: "Vendas")));
}
