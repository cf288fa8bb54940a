using Channels.App;
using Channels.Infrastructure;

namespace Channels.Tests.App;

public sealed class CommandLineTests
{
    [Fact]
    public void Parse_WithTheRecoveryFlag_LeavesEverySettingToTheConfiguration()
    {
        var (recover, backup, settings) = CommandLine.Parse(["--recover-admin", "--urls", "http://localhost:5090"]);

        Assert.True(recover);
        Assert.Null(backup);
        Assert.Equal(["--urls", "http://localhost:5090"], settings);
    }

    [Fact]
    public void Parse_WithoutIt_RecoversNothing() => Assert.False(CommandLine.Parse(["--urls", "http://localhost:5090"]).RecoverAdmin);

    [Fact]
    public void Parse_WithABackup_TakesItsFolder()
    {
        var (recover, backup, settings) = CommandLine.Parse(["--urls", "http://localhost:5090", "--backup", "/copies/1", "--DataDirectory", "/data"]);

        Assert.False(recover);
        Assert.Equal("/copies/1", backup);
        Assert.Equal(["--urls", "http://localhost:5090", "--DataDirectory", "/data"], settings);
    }

    [Theory]
    [InlineData("--backup")]
    [InlineData("--backup", "--urls", "http://localhost:5090")]
    public void Parse_BackupWithoutAFolder_SaysSo(params string[] args)
    {
        var mistake = Assert.Throws<SettingsException>(() => CommandLine.Parse(args));

        Assert.Contains("--backup", mistake.Message, StringComparison.Ordinal);
    }
}
