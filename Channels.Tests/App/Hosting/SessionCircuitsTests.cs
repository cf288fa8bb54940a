using Channels.App.Hosting;
using Channels.Infrastructure.Identity;
using Microsoft.Extensions.Configuration;

namespace Channels.Tests.App.Hosting;

public sealed class SessionCircuitsTests
{
    private readonly LiveSessions _live = new();

    [Fact]
    public void Circuit_IsItsOwnSessions_UntilThatEnds()
    {
        var circuits = new SessionCircuits(new ConfigurationBuilder().Build(), _live);
        _live.Begin("ana");
        _live.Begin("beto");
        Assert.True(circuits.TryBegin("ana"));
        circuits.Own("ana", "circuit");
        Assert.True(circuits.Owns("ana", "circuit"));
        Assert.False(circuits.Owns("beto", "circuit"));

        _live.End("ana");

        Assert.False(circuits.Owns("ana", "circuit"));
    }
}
