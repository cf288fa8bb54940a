using Channels.App.Hosting;
using Channels.App.Live;
using Channels.App.Session;
using Channels.Infrastructure.Settings;
using Channels.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Channels.Tests.App.Hosting;

public sealed class PlanTests
{
    private readonly ChannelFeed _feed = new(TimeProvider.System, NullLogger<ChannelFeed>.Instance);

    [Theory]
    [InlineData(null, Plan.Default)]
    [InlineData("", Plan.Default)]
    [InlineData("0", 0)]
    [InlineData("10000", 10_000)]
    public void Limit_OfASetting_IsRead(string? setting, int limit)
    {
        using var plan = Of(Settings(setting));

        Assert.Equal(limit, plan.ConnectionLimit);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("10001")]
    [InlineData("três")]
    [InlineData("2.5")]
    public void Start_WithWhatIsNoLimit_IsRefusedByName(string setting)
    {
        var mistake = Assert.Throws<SettingsException>(() => Of(Settings(setting)));

        Assert.Contains(Plan.Key, mistake.Message, StringComparison.Ordinal);
        Assert.Contains(setting, mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reload_OfAnotherLimit_CountsAtOnceAndReachesOpenPages()
    {
        var settings = Settings("3");
        using var plan = Of(settings);
        var seen = new Seen<ChannelChanges>();
        using var page = _feed.Subscribe(Reader.Console, _feed.Mark, seen.TakeAsync);

        settings[Plan.Key] = "5";
        settings.Reload();

        Assert.Equal(5, plan.ConnectionLimit);
        Assert.Equal(5, (await seen.NextAsync()).Limit);
    }

    [Fact]
    public void Reload_OfWhatIsNoLimit_KeepsTheLastGoodOne()
    {
        var settings = Settings("3");
        using var plan = Of(settings);

        settings[Plan.Key] = "muitas";
        settings.Reload();

        Assert.Equal(3, plan.ConnectionLimit);
    }

    private Plan Of(IConfiguration settings) => new(settings, _feed, NullLogger<Plan>.Instance);

    private static IConfigurationRoot Settings(string? limit) =>
        new ConfigurationBuilder().AddInMemoryCollection([new(Plan.Key, limit)]).Build();
}
