using System.Text.RegularExpressions;
using Channels.App.Hosting;
using Channels.Infrastructure.Persistence;
using Channels.Tests.Support;

namespace Channels.Tests.App.Hosting;

/// <summary>What other processes of the account find out about the running console.</summary>
public sealed partial class OwnProcessTests
{
    private static readonly string[] SecretNames = ["password", "secret", "token", "key"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Settings_LeaveTheEnvironmentOnceTheyWereRead()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux shows the environment of a process");
        await using var app = await RunningApp.StartAsync(
            ("PublicAddress", "http://localhost:5080"),
            ("Meta:AppId", "1"),
            ("Meta:AppSecret", "a secret of Meta"),
            ("Meta:ConfigurationId", "2"),
            ("Meta:VerifyToken", "a token of ours"));

        var environment = await File.ReadAllTextAsync($"/proc/{app.ProcessId}/environ", Cancellation);

        Assert.Contains("PublicAddress=http://localhost:5080", environment, StringComparison.Ordinal);
        Assert.DoesNotContain("a secret of Meta", environment, StringComparison.Ordinal);
        Assert.DoesNotContain("a token of ours", environment, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DiagnosticsOfDotNet_HaveNoSocketThatAnybodyCouldAskAt()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There it is a pipe");
        await using var app = await RunningApp.StartAsync();

        Assert.Empty(Directory.GetFiles(Path.GetTempPath(), $"dotnet-diagnostic-{app.ProcessId}-*"));
    }

    // The mask holds from the first line of the app on, so that what it keeps away was never there.
    [Fact]
    public async Task Files_AreMadeForTheAccountAlone_HoweverLaxTheAccountIs()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux shows the mask of a process");
        var backup = Scratch.NewPath("channels-backup-");
        await using var app = RunningApp.Create();
        await app.StartAgainAsync();
        using var http = new HttpClient { BaseAddress = app.Address };
        (await http.GetAsync(new Uri(await app.SetupLink), Cancellation)).EnsureSuccessStatusCode();

        Assert.Equal((0, ""), await app.BackUpAsync(backup));

        Assert.Contains("Umask:\t0077\n", await File.ReadAllTextAsync($"/proc/{app.ProcessId}/status", Cancellation), StringComparison.Ordinal);
        var kept = AssertPrivate(app.DataFolder);
        Assert.Superset(new HashSet<string> { "channels.db", "channels.db-wal", "channels.db-shm", "app.lock" }, kept.ToHashSet());
        Assert.Contains(kept, IsKey);
        Assert.Contains("channels.db", AssertPrivate(backup));
        Assert.Contains(AssertPrivate(backup), IsKey);
        Directory.Delete(backup, recursive: true);
    }

    [Fact]
    public async Task CopyBeforeAMigration_IsMadeForTheAccountAlone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix file modes");
        await using var app = RunningApp.Create();
        await PreparedData.CopyToAsync(new DataFolder(app.DataFolder));
        await Tools.QueryAsync(app.DataFolder, """DELETE FROM "__EFMigrationsHistory" """);

        // The tables are there already, so the migration itself cannot run; the copy is made before it.
        await RunningApp.RunToEndAsync(app.DataFolder);

        Assert.Contains(AssertPrivate(app.DataFolder), name => name.StartsWith("copies/channels-", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Meta__AppSecret", true)]
    [InlineData("Meta:AppSecret", true)]
    [InlineData("ASPNETCORE_Kestrel__Certificates__Default__Password", true)]
    [InlineData("DataDirectory", false)]
    [InlineData("ASPNETCORE_ENVIRONMENT", false)]
    [InlineData("__CF_USER_TEXT_ENCODING", false)]
    public void IsSetting_TellsThemByTheirSection(string name, bool isSetting) => Assert.Equal(isSetting, OwnProcess.IsSetting(name));

    // A secret without a section would stay in the environment.
    [Fact]
    public void SecretSettings_OfTheManual_AllHaveASection()
    {
        var manual = File.ReadAllLines(Path.Combine(AppFolder.Path, "..", "docs", "operations.md"));
        var secrets = manual.Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => SettingName().Matches(line.Split('|')[1]).Select(x => x.Groups[1].Value))
            .Where(name => SecretNames.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)))
            .ToList();

        Assert.Contains("Meta:AppSecret", secrets);
        Assert.All(secrets, name => Assert.True(OwnProcess.IsSetting(name), name));
    }

    private static bool IsKey(string name) => name.StartsWith("keys/key-", StringComparison.Ordinal);

    private static List<string> AssertPrivate(string folder)
    {
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
        Assert.All(files, file => Assert.Equal(
            (file, UnixFileMode.UserRead | UnixFileMode.UserWrite), (file, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(file))));
        return [.. files.Select(file => Path.GetRelativePath(folder, file))];
    }

    [GeneratedRegex("`([A-Za-z:]+)`")]
    private static partial Regex SettingName();
}
