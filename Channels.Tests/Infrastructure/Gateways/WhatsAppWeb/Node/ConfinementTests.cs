using System.Text.Json;
using Channels.Infrastructure.Gateways.WhatsAppWeb;
using Channels.Infrastructure.Persistence;
using Channels.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Channels.Tests.Infrastructure.Gateways.WhatsAppWeb.Node;

/// <summary>What a program in the engine's place gets at: one that is started exactly as the engine is.</summary>
public sealed class ConfinementTests : IDisposable
{
    private const string Denied = "ERR_ACCESS_DENIED";

    // Each attempt says "done" or the code of its error. The launcher passes the data folder as the engine's argument.
    private const string Program = """
        import fs from 'node:fs';
        const [data] = process.argv.slice(2);
        const done = {};
        const attempt = async (name, act) => {
          try { await act(); done[name] = 'done'; } catch (error) { done[name] = error.code ?? `${error}`; }
        };
        await attempt('own file', () => fs.readFileSync(new URL(import.meta.url)));
        await attempt('key ring', () => fs.readFileSync(`${data}/keys/key.xml`));
        await attempt('key ring by bytes', () => fs.readFileSync(Buffer.from(`${data}/keys/key.xml`)));
        await attempt('list of keys', () => fs.readdirSync(`${data}/keys`));
        await attempt('database', () => fs.readFileSync(`${data}/channels.db`));
        await attempt('database by SQLite', async () => {
          const { DatabaseSync } = await import('node:sqlite');
          new DatabaseSync(`${data}/channels.db`).prepare('SELECT * FROM t').all();
        });
        await attempt('environment of the app', () => fs.readFileSync(`/proc/${process.ppid}/environ`));
        await attempt('environment of itself', () => fs.readFileSync('/proc/self/environ'));
        await attempt('another file', () => fs.readFileSync(`${import.meta.url.slice(7, import.meta.url.lastIndexOf('/'))}/../outside.txt`));
        await attempt('write beside itself', () => fs.writeFileSync(new URL('written.txt', import.meta.url), ''));
        await attempt('write to the data folder', () => fs.writeFileSync(`${data}/written.txt`, ''));
        await attempt('change a mode', () => fs.chmodSync(`${data}/channels.db`, 0o644));
        await attempt('child process', async () => (await import('node:child_process')).execFileSync(process.execPath, ['--version']));
        await attempt('worker', async () => new (await import('node:worker_threads')).Worker('1', { eval: true }));
        await attempt('internal worker', async () => (await import('node:module')).register('data:text/javascript,'));
        await attempt('addon', () => process.dlopen({ exports: {} }, `${data}/addon.node`));
        await attempt('WASI', async () => {
          const { WASI } = await import('node:wasi');
          new WASI({ version: 'preview1', preopens: { '/': '/' } });
        });
        await attempt('debugger', async () => (await import('node:inspector')).open(0));
        process.stdout.write(JSON.stringify({ done, environment: Object.keys(process.env) }), () => process.exit(0));
        """;

    private readonly string _folder = Scratch.CreateFolder("channels-confined-");
    private readonly DataFolder _data;

    public ConfinementTests()
    {
        _data = new DataFolder(Path.Combine(_folder, "data"));
        _data.Create();
        File.WriteAllText(Path.Combine(_data.Keys, "key.xml"), "secret");
        File.WriteAllText(Path.Combine(_folder, "outside.txt"), "secret");
        using (var connection = new SqliteConnection($"Data Source={_data.Database};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE t (x)";
            command.ExecuteNonQuery();
        }

        File.WriteAllText(Path.Combine(Directory.CreateDirectory(ProgramFolder).FullName, "main.mjs"), Program);
        foreach (var package in (string[])["baileys", "vscode-jsonrpc"])
        {
            File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(ProgramFolder, "node_modules", package)).FullName, "package.json"), "{}");
        }
    }

    private string ProgramFolder => Path.Combine(_folder, "sidecar");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("18.20.8", null)]
    [InlineData("20.18.3", null)]
    [InlineData("20.19.0", "--experimental-permission")]
    [InlineData("20.20.2", "--experimental-permission")]
    [InlineData("21.7.3", null)]
    [InlineData("22.13.1", null)]
    [InlineData("22.14.0", "--permission --no-experimental-sqlite")]
    [InlineData("22.23.5", "--permission --no-experimental-sqlite")]
    [InlineData("23.6.1", null)]
    [InlineData("23.7.0", "--permission --no-experimental-sqlite")]
    [InlineData("24.0.0", "--permission --no-experimental-sqlite")]
    [InlineData("24.22.3", "--permission --no-experimental-sqlite")]
    [InlineData("25.0.0", "--permission --allow-net --no-experimental-sqlite")]
    [InlineData("26.12.1", "--permission --allow-net --no-experimental-sqlite")]
    public void Version_HasItsFlags_OrIsRefused(string version, string? flags)
    {
        var folder = Path.DirectorySeparatorChar + "engine";
        var all = $"{flags} --allow-fs-read={folder}{Path.DirectorySeparatorChar} --disable-warning=ExperimentalWarning";

        Assert.Equal(flags is null ? null : all.Split(' '), Confinement.FlagsFor(Version.Parse(version), folder));
    }

    [Fact]
    public async Task Inside_NothingButItsOwnFolderIsOpen()
    {
        var (done, _) = await RunAsync();

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["own file"] = "done",
                ["key ring"] = Denied,
                ["key ring by bytes"] = Denied,
                ["list of keys"] = Denied,
                ["database"] = Denied,
                ["database by SQLite"] = "ERR_UNKNOWN_BUILTIN_MODULE",
                ["environment of the app"] = Denied,
                ["environment of itself"] = Denied,
                ["another file"] = Denied,
                ["write beside itself"] = Denied,
                ["write to the data folder"] = Denied,
                ["change a mode"] = Denied,
                ["child process"] = Denied,
                ["worker"] = Denied,
                ["internal worker"] = Denied,
                ["addon"] = "ERR_DLOPEN_DISABLED",
                ["WASI"] = Denied,
                ["debugger"] = Denied,
            },
            done);
    }

    [Fact]
    public async Task Outside_TheSameProgramGetsAtThem()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere there is no /proc");

        var (done, _) = await RunAsync("--allow-fs-read=* --allow-fs-write=*  --allow-child-process --allow-worker");

        string[] opened =
        [
            "key ring", "key ring by bytes", "list of keys", "database", "environment of the app", "environment of itself", "another file",
            "write beside itself", "write to the data folder", "child process", "worker",
        ];
        Assert.All(opened, name => Assert.Equal("done", done[name]));
    }

    [Fact]
    public async Task Inside_ThereIsNothingOfOurEnvironmentThatItDoesNotNeed()
    {
        var (_, environment) = await RunAsync();

        var own = Environment.GetEnvironmentVariables().Keys.Cast<string>().ToDictionary(name => name, _ => (string?)"");
        Confinement.Strip(own);
        Assert.Contains("PATH", environment, StringComparer.OrdinalIgnoreCase);
        Assert.Empty(environment.Except(own.Keys));
    }

    [Theory]
    [InlineData("Meta__AppSecret", false)]
    [InlineData("Plan:ConnectionLimit", false)]
    [InlineData("DataDirectory", false)]
    [InlineData("DATABASE_PASSWORD", false)]
    [InlineData("NODE_OPTIONS", false)]
    [InlineData("NODE_TLS_REJECT_UNAUTHORIZED", false)]
    [InlineData("PATH", true)]
    [InlineData("https_proxy", false)]
    [InlineData("NODE_USE_ENV_PROXY", false)]
    [InlineData("NODE_EXTRA_CA_CERTS", true)]
    public void Environment_KeepsOnlyWhatIsNamed(string name, bool kept)
    {
        var environment = new Dictionary<string, string?> { [name] = "x" };

        Confinement.Strip(environment);

        Assert.Equal(kept, environment.ContainsKey(name));
    }

    [Fact]
    public async Task FolderReachedOverLinks_CanBeRead()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right there");
        var parent = Directory.CreateSymbolicLink(Path.Combine(_folder, "parent"), _folder).FullName;
        var link = Directory.CreateSymbolicLink(Path.Combine(_folder, "current"), Path.Combine(parent, "sidecar")).FullName;

        var (done, _) = await RunAsync(folder: link);

        Assert.Equal(("done", Denied), (done["own file"], done["another file"]));
    }

    [Fact]
    public async Task NormalStart_SaysNothing()
    {
        var logs = new HeardLogs();
        using var process = await EngineProcess.StartAsync(_data.Path, logs: logs);

        await EngineProcess.UntilItAnswersAsync(process);
        await EngineProcess.EndAsync(process);

        Assert.Equal(0, process.ExitCode);
        Assert.DoesNotContain("WhatsApp Web engine:", logs.ToString(), StringComparison.Ordinal);
    }

    private async Task<(Dictionary<string, string> Done, string[] Environment)> RunAsync(string? arguments = null, string? folder = null)
    {
        var options = new WhatsAppWebOptions { NodeArguments = arguments };
        var logs = new HeardLogs();
        using var process = await EngineProcess.StartAsync(_data.Path, new SidecarFolder(folder ?? ProgramFolder), options, logs);
        var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await EngineProcess.EndAsync(process);
        Assert.True(said.Length > 0, logs.ToString());
        var report = JsonDocument.Parse(said).RootElement;
        return (
            report.GetProperty("done").Deserialize<Dictionary<string, string>>()!,
            report.GetProperty("environment").Deserialize<string[]>()!);
    }
}
