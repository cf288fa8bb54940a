namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>Where the engine's program lies: a real path, without links.</summary>
internal sealed record SidecarFolder
{
    // Beside a published app lies a copy. A build leaves only a note of where the sources are: copying 3,000 files
    // into each output folder would cost more than it is worth.
    private const string Published = "sidecar";
    private const string Note = "sidecar.path";
    private const int FailureLines = 20;

    /// <param name="path">May lead over links. Node.js follows them before it reads, and is then held to where it came out.</param>
    public SidecarFolder(string path) => Path = Real(System.IO.Path.GetFullPath(path));

    public string Path { get; }

    public string Main => System.IO.Path.Combine(Path, "main.mjs");

    /// <summary>Written by the build when npm failed.</summary>
    public bool InstallationFailed => File.Exists(FailureMark);

    /// <summary>What npm said when it failed; behind its first lines comes help.</summary>
    public string FailureText
    {
        get
        {
            try
            {
                return string.Join('\n', File.ReadLines(FailureMark).Take(FailureLines));
            }
            catch (IOException)
            {
                return "";
            }
        }
    }

    public bool HasPackages =>
        File.Exists(System.IO.Path.Combine(Path, "node_modules", "baileys", "package.json"))
        && File.Exists(System.IO.Path.Combine(Path, "node_modules", "vscode-jsonrpc", "package.json"));

    private string FailureMark => System.IO.Path.Combine(Path, ".install-failed");

    public static SidecarFolder Find()
    {
        var published = new SidecarFolder(System.IO.Path.Combine(AppContext.BaseDirectory, Published));
        var note = System.IO.Path.Combine(AppContext.BaseDirectory, Note);
        return !File.Exists(published.Main) && File.Exists(note)
            ? new SidecarFolder(File.ReadAllText(note).Trim())
            : published;
    }

    private static string Real(string path)
    {
        var real = System.IO.Path.GetPathRoot(path)!;
        foreach (var part in path[real.Length..].Split(System.IO.Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = System.IO.Path.Combine(real, part);
            var target = Directory.Exists(next) ? Directory.ResolveLinkTarget(next, returnFinalTarget: true) : null;
            real = target is null ? next : Real(target.FullName);
        }

        return real;
    }
}
