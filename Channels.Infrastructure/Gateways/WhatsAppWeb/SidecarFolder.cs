namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>Where the engine's program lies.</summary>
internal sealed record SidecarFolder(string Path)
{
    // Beside a published app lies a copy. A build leaves only a note of where the sources are: copying 3,000 files
    // into each output folder would cost more than it is worth.
    private const string Published = "sidecar";
    private const string Note = "sidecar.path";
    private const int FailureLines = 20;

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
}
