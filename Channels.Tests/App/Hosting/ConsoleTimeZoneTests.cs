using Channels.App.Hosting;
using Channels.Infrastructure.Settings;
using Microsoft.Extensions.Configuration;

namespace Channels.Tests.App.Hosting;

public sealed class ConsoleTimeZoneTests
{
    [Theory]
    [InlineData(null, "America/Sao_Paulo")]
    [InlineData("", "America/Sao_Paulo")]
    [InlineData("America/Manaus", "America/Manaus")]
    public void Zone_OfASetting_IsRead(string? setting, string id) => Assert.Equal(id, Of(setting).Zone.Id);

    [Theory]
    [InlineData("America/Marte")]
    [InlineData("E. South America Standard Time")]
    public void Start_WithWhatIsNoZone_IsRefusedByName(string setting)
    {
        var mistake = Assert.Throws<SettingsException>(() => Of(setting));

        Assert.Contains(ConsoleTimeZone.Key, mistake.Message, StringComparison.Ordinal);
        Assert.Contains(setting, mistake.Message, StringComparison.Ordinal);
    }

    private static ConsoleTimeZone Of(string? setting) =>
        new(new ConfigurationBuilder().AddInMemoryCollection([new(ConsoleTimeZone.Key, setting)]).Build());
}
