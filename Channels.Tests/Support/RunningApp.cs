using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Channels.App.Hosting;
using Channels.Infrastructure;
using Channels.Infrastructure.Persistence;
using Microsoft.AspNetCore.Builder;

namespace Channels.Tests.Support;

/// <summary>
/// The app on a free port and a data folder of its own: as a process, so that it can be killed and started again, with
/// everything kept that it prints; or in this process, which takes a tenth of the time to start and can do neither.
/// </summary>
public sealed partial class RunningApp : IAsyncDisposable
{
    private const string AnyAddress = "http://127.0.0.1:0";

    private readonly StringBuilder _printed = new();
    private readonly Dictionary<string, string> _settings;
    private Process? _process;
    private WebApplication? _here;
    private readonly TaskCompletionSource<string> _setupLink = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource<Uri> _listening = new();

    private RunningApp(Dictionary<string, string> settings) => _settings = settings;

    public Uri Address { get; private set; } = null!;

    public string DataFolder { get; private init; } = Scratch.CreateFolder("channels-e2e-");

    public int ProcessId => _process!.Id;

    /// <summary>Standard output and error since the first start.</summary>
    public string Printed
    {
        get
        {
            lock (_printed)
            {
                return _printed.ToString();
            }
        }
    }

    /// <summary>The link that the console prints while nobody can sign in.</summary>
    public Task<string> SetupLink => _setupLink.Task.WaitAsync(Patience.Limit);

    /// <summary>As a process, on a database that was made before.</summary>
    public static async Task<RunningApp> StartAsync(params (string Key, string Value)[] settings)
    {
        var app = Create(settings);
        await PreparedData.CopyEmptyToAsync(new DataFolder(app.DataFolder));
        await app.StartAgainAsync();
        return app;
    }

    /// <summary>For an app that has to be told its own address.</summary>
    public static string FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://{listener.LocalEndpoint}";
    }

    /// <summary>In this process.</summary>
    public static async Task<RunningApp> StartHereAsync(params (string Key, string Value)[] settings)
    {
        var app = Create(settings);
        app._here = AppServices.Build(
        [
            "--urls", AnyAddress,
            "--environment", "Development",
            "--contentRoot", ProjectFolder("AppProject"),
            "--DataDirectory", app.DataFolder,
            "--Logging:LogLevel:Default", "Error",
            .. settings.SelectMany(x => new[] { $"--{x.Key}", x.Value }),
        ],
            services => services.HashQuickly());
        await PreparedData.CopyEmptyToAsync(new DataFolder(app.DataFolder));
        await app._here.Services.PrepareAsync(CancellationToken.None);
        await app._here.StartAsync();
        app.Address = new Uri(app._here.Urls.First());
        app._setupLink.SetResult($"{app.Address}setup?codigo={await app._here.Services.MakeSetupCodeAsync(recover: false, CancellationToken.None)}");
        return app;
    }

    /// <summary>Not started yet, so that the test can fill the data folder before.</summary>
    public static RunningApp Create(params (string Key, string Value)[] settings) =>
        new(settings.ToDictionary(x => x.Key, x => x.Value));

    /// <summary>The same with its data on a disk, where commits cost what they cost; others may lie in memory.</summary>
    public static RunningApp CreateOnDisk(params (string Key, string Value)[] settings) =>
        new(settings.ToDictionary(x => x.Key, x => x.Value)) { DataFolder = Directory.CreateTempSubdirectory("channels-bench-").FullName };

    /// <summary>Starts on the same data folder and, after the first time, on the same port, so that open pages find it again.</summary>
    public async Task StartAgainAsync()
    {
        Begin();
        Address = await _listening.Task.WaitAsync(Patience.Limit);
    }

    /// <summary>Starts as <see cref="StartAgainAsync"/> does, and does not wait until it listens.</summary>
    public void Begin()
    {
        // Its own, as the last words of the one before may come late.
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        _listening = listening;
        var first = _settings.GetValueOrDefault("urls", AnyAddress);
        _process = Launch(DataFolder, Address is null ? first : Address.ToString().TrimEnd('/'), _settings);
        _process.OutputDataReceived += (_, line) => Take(line.Data, listening);
        _process.ErrorDataReceived += (_, line) => Take(line.Data, listening);
        _process.EnableRaisingEvents = true;
        _process.Exited += (_, _) => listening.TrySetException(new InvalidOperationException($"The app ended:\n{Printed}"));
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Starts a second app on a data folder and waits for its end.</summary>
    public static async Task<(int ExitCode, string Errors)> RunToEndAsync(
        string dataFolder, params (string Key, string Value)[] settings)
    {
        using var process = Launch(dataFolder, "http://127.0.0.1:0", settings.ToDictionary(x => x.Key, x => x.Value));
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var errors = await process.StandardError.ReadToEndAsync().WaitAsync(Patience.Limit);
        await process.WaitForExitAsync().WaitAsync(Patience.Limit);
        return (process.ExitCode, errors);
    }

    /// <summary>Copies the data folder as an administrator of the machine does, while the app runs or not.</summary>
    public async Task<(int ExitCode, string Errors)> BackUpAsync(string target)
    {
        using var process = Launch(DataFolder, "http://127.0.0.1:0", _settings, "--backup", target);
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var errors = await process.StandardError.ReadToEndAsync().WaitAsync(Patience.Limit);
        await process.WaitForExitAsync().WaitAsync(Patience.Limit);
        return (process.ExitCode, errors);
    }

    /// <summary>The pid that the WhatsApp Web engine recorded.</summary>
    public async Task<int> SidecarIdAsync() =>
        int.Parse(
            await File.ReadAllTextAsync(Path.Combine(DataFolder, "sidecar.pid")),
            System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>As SIGKILL does: no chance to clean up.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync().WaitAsync(Patience.Limit);
        _process.Dispose();
        _process = null;
    }

    /// <summary>As a service manager does: it is asked to end, and does.</summary>
    public async Task EndAsync()
    {
        using var ask = Process.Start("kill", ["-TERM", $"{ProcessId}"]);
        await _process!.WaitForExitAsync().WaitAsync(Patience.Limit);
        _process.Dispose();
        _process = null;
    }

    /// <summary>Ends it, however it was started, and keeps its data folder.</summary>
    public async Task StopAsync()
    {
        if (_process is not null)
        {
            await KillAsync();
        }

        if (_here is not null)
        {
            await _here.StopAsync();
            await _here.DisposeAsync();
            _here = null;
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await DeleteDataFolderAsync();
    }

    private static Process Launch(string dataFolder, string urls, Dictionary<string, string> settings, params string[] more)
    {
        // By env, as a shell loses names with a dot. As lax as an account can be about the files that it makes: the app itself must not be.
        var start = new ProcessStartInfo("sh",
        [
            "-c", "umask 000; exec env \"$@\"", "sh",
            "ASPNETCORE_ENVIRONMENT=Development", $"ASPNETCORE_CONTENTROOT={ProjectFolder("AppProject")}", $"DataDirectory={dataFolder}",
            .. settings.Select(x => $"{x.Key.Replace(":", "__", StringComparison.Ordinal)}={x.Value}"),
            "dotnet", AppAssembly(), "--urls", urls, .. more,
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = Path.GetDirectoryName(ProjectFolder("AppProject"))!,
        };
        return Process.Start(start)!;
    }

    private static string AppAssembly() => ProjectFolder("AppAssembly");

    private static string ProjectFolder(string key) =>
        typeof(RunningApp).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(x => x.Key == key).Value!;

    private void Take(string? line, TaskCompletionSource<Uri> listening)
    {
        if (line is null)
        {
            return;
        }

        lock (_printed)
        {
            _printed.AppendLine(line);
        }

        if (ListeningPattern().Match(line) is { Success: true } match)
        {
            listening.TrySetResult(new Uri(match.Groups[1].Value));
        }

        if (SetupLinkPattern().Match(line) is { Success: true } link)
        {
            _setupLink.TrySetResult(link.Value);
        }
    }

    /// <summary>The sidecar of a killed app may still be writing its last words.</summary>
    private async Task DeleteDataFolderAsync()
    {
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var tries = 1; ; tries++)
        {
            try
            {
                Directory.Delete(DataFolder, recursive: true);
                return;
            }
            catch (IOException) when (tries < 100)
            {
                await again.WaitForNextTickAsync();
            }
        }
    }

    [GeneratedRegex(@"Now listening on: (http://\S+)")]
    private static partial Regex ListeningPattern();

    [GeneratedRegex(@"http://\S+/setup\?codigo=\S+")]
    private static partial Regex SetupLinkPattern();
}
