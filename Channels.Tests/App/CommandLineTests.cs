using Channels.App;

namespace Channels.Tests.App;

public sealed class CommandLineTests
{
    [Fact]
    public void Parse_WithTheRecoveryFlag_LeavesEverySettingToTheConfiguration()
    {
        var (recover, settings) = CommandLine.Parse(["--recover-admin", "--urls", "http://localhost:5090"]);

        Assert.True(recover);
        Assert.Equal(["--urls", "http://localhost:5090"], settings);
    }

    [Fact]
    public void Parse_WithoutIt_RecoversNothing() => Assert.False(CommandLine.Parse(["--urls", "http://localhost:5090"]).RecoverAdmin);
}
