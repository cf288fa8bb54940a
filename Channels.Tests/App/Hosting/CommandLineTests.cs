using Channels.App.Hosting;
using Channels.Infrastructure.Settings;

namespace Channels.Tests.App.Hosting;

public sealed class CommandLineTests
{
    [Fact]
    public void Parse_WithTheRecoveryFlag_LeavesEverySettingToTheConfiguration()
    {
        var (recover, backup, _, settings) = CommandLine.Parse(["--recover-admin", "--urls", "http://localhost:5090"]);

        Assert.True(recover);
        Assert.Null(backup);
        Assert.Equal(["--urls", "http://localhost:5090"], settings);
    }

    [Fact]
    public void Parse_WithoutIt_RecoversNothing() => Assert.False(CommandLine.Parse(["--urls", "http://localhost:5090"]).RecoverAdmin);

    [Fact]
    public void Parse_WithABackup_TakesItsFolder()
    {
        var (recover, backup, _, settings) = CommandLine.Parse(["--urls", "http://localhost:5090", "--backup", "/copies/1", "--DataDirectory", "/data"]);

        Assert.False(recover);
        Assert.Equal("/copies/1", backup);
        Assert.Equal(["--urls", "http://localhost:5090", "--DataDirectory", "/data"], settings);
    }

    [Fact]
    public void Parse_WithABackupInOneWord_TakesItsFolder()
    {
        var (_, backup, _, settings) = CommandLine.Parse(["--backup=/copies/a=1", "--urls", "http://localhost:5090"]);

        Assert.Equal("/copies/a=1", backup);
        Assert.Equal(["--urls", "http://localhost:5090"], settings);
    }

    [Fact]
    public void Parse_OfContents_GoesWithABackupOnly()
    {
        Assert.True(CommandLine.Parse(["--backup", "/copies/1", "--with-contents"]).WithContents);
        Assert.False(CommandLine.Parse(["--backup", "/copies/1"]).WithContents);
        Assert.Contains("--backup", Assert.Throws<SettingsException>(() => CommandLine.Parse(["--with-contents"])).Message, StringComparison.Ordinal);
    }

    // Otherwise the console would start where a copy was asked for.
    [Theory]
    [InlineData("--backup-to", "/copies/1")]
    [InlineData("--Backup", "/copies/1")]
    [InlineData("--backup", "/copies/1", "--backup=/copies/2")]
    [InlineData("--recover-admin=true")]
    [InlineData("--recover-administrator")]
    [InlineData("--backup=/copies/1", "--with-contents=yes")]
    public void Parse_AFlagThatIsNotUnderstood_IsRefusedByItsName(params string[] args)
    {
        var mistake = Assert.Throws<SettingsException>(() => CommandLine.Parse(args));

        Assert.Contains(args.Last(x => x.StartsWith("--", StringComparison.Ordinal)), mistake.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--backup")]
    [InlineData("--backup=")]
    [InlineData("--backup", "--urls", "http://localhost:5090")]
    public void Parse_BackupWithoutAFolder_SaysSo(params string[] args)
    {
        var mistake = Assert.Throws<SettingsException>(() => CommandLine.Parse(args));

        Assert.Contains("--backup", mistake.Message, StringComparison.Ordinal);
    }
}
