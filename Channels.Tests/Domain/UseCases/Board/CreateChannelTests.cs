using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Board;
using Channels.Tests.Support;

namespace Channels.Tests.Domain.UseCases.Board;

public sealed class CreateChannelTests : IAsyncLifetime
{
    private readonly Workbench _bench = new();

    public ValueTask InitializeAsync() => _bench.InitializeAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Create_NewName_IsDisconnectedAndNeverConnected()
    {
        var channel = await _bench.CreateAsync(" Loja  Centro ");

        Assert.Equal("Loja Centro", channel.Name);
        Assert.Equal(ChannelStatus.Disconnected, channel.Status);
        Assert.Equal(ReasonCode.NeverConnected, channel.Reason.Code);
        Assert.Equal(channel, Assert.Single(_bench.Published.All));
        Assert.Equal(channel, await _bench.FindAsync(channel.Id));
    }

    [Fact]
    public async Task Create_TwentyAtOnceWithLimitThree_MakesExactlyThree()
    {
        var attempts = Enumerable.Range(1, 20)
            .Select(i => Record.ExceptionAsync(() => _bench.CreateAsync($"Loja {i}")).AsTask());

        var outcomes = await Task.WhenAll(attempts);

        Assert.Equal(3, outcomes.Count(x => x is null));
        Assert.All(
            outcomes.OfType<Exception>(),
            x =>
            {
                var violation = Assert.IsType<RuleViolation>(x);
                Assert.Equal(Rule.LimitReached, violation.Rule);
                Assert.Equal(3, Assert.Single(violation.Arguments));
            });
        Assert.Equal(3, (await _bench.SendAsync(new ListChannels())).Channels.Count);
        Assert.Equal(3, _bench.Published.All.Count);
    }

    [Fact]
    public async Task Create_TwinNamesAtOnce_MakesOne()
    {
        string[] twins = ["Vendas", "VENDAS", "vendas", "Ｖendas"];

        var outcomes = await Task.WhenAll(twins.Select(name => Record.ExceptionAsync(() => _bench.CreateAsync(name)).AsTask()));

        Assert.Single(outcomes, x => x is null);
        Assert.All(outcomes.OfType<RuleViolation>(), x => Assert.Equal(Rule.NameTaken, x.Rule));
        Assert.Single((await _bench.SendAsync(new ListChannels())).Channels);
    }

    [Fact]
    public async Task Create_LimitLoweredBelowUse_KeepsInstancesAndRefuses()
    {
        await _bench.CreateAsync("Um");
        await _bench.CreateAsync("Dois");
        _bench.Plan.ConnectionLimit = 1;

        await Rules.BreaksAsync(Rule.LimitReached, () => _bench.CreateAsync("Três"));

        var list = await _bench.SendAsync(new ListChannels());
        Assert.Equal((2, 1), (list.Channels.Count, list.Limit));
    }

    [Fact]
    public async Task Create_MethodThatCannotWorkHere_IsRefusedWithItsObstacle()
    {
        _bench.Gateway.Obstacle = GatewayObstacle.NoNode;

        var violation = await Rules.BreaksAsync(Rule.MethodNotAvailable, () => _bench.CreateAsync("Vendas"));

        Assert.Equal(GatewayObstacle.NoNode, Assert.Single(violation.Arguments));
        Assert.Empty((await _bench.SendAsync(new ListChannels())).Channels);
    }

    [Theory]
    [InlineData("", Rule.NameRequired)]
    [InlineData("a\u202Eb", Rule.NameHasForbiddenCharacters)]
    public async Task Create_NotAName_IsRefused(string name, Rule rule) =>
        await Rules.BreaksAsync(rule, () => _bench.CreateAsync(name));
}
