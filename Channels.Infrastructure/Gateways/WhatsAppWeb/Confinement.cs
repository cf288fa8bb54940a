namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>
/// What the engine is held to: it reads its own folder, and has no other file, no child process, worker or addon. It is
/// full of other people's packages, and runs under our account. Each row was tried with Node.js itself; the network stays
/// open in all of them, as a flag of Node.js can only give all of it.
/// </summary>
internal static class Confinement
{
    // SQLite opens whatever file it is told, past the permission model; before 22.14 it is switched off by itself.
    private const string NoSqlite = "--no-experimental-sqlite";

    // Both the model and its network are still called experimental in some versions, at every start.
    private const string NoWarning = "--disable-warning=ExperimentalWarning";

    // What a program of another language or a company's own authority may need. Anything else may be a secret, or
    // NODE_OPTIONS and NODE_TLS_REJECT_UNAUTHORIZED, which open what is closed here and in TLS. Not the proxies either: the
    // app reads them, and tells with each line which way it goes.
    private static readonly HashSet<string> Inherited = new(StringComparer.OrdinalIgnoreCase)
    {
        "PATH", "HOME", "LD_LIBRARY_PATH", "USERPROFILE", "SystemRoot", "windir",
        "NODE_EXTRA_CA_CERTS", "NODE_USE_SYSTEM_CA", "SSL_CERT_FILE", "SSL_CERT_DIR",
    };

    /// <summary>
    /// The flags of Node.js for a program in <paramref name="folder"/>, a real path. Null for a version that cannot hold
    /// it: one without the model, or one in which any package gets out by an internal worker (CVE-2025-23083).
    /// </summary>
    public static IReadOnlyList<string>? FlagsFor(Version node, string folder)
    {
        string[]? model = (node.Major, node.Minor) switch
        {
            ( >= 25, _) => ["--permission", "--allow-net", NoSqlite],
            (24, _) or (23, >= 7) or (22, >= 14) => ["--permission", NoSqlite],
            (20, >= 19) => ["--experimental-permission"],
            _ => null,
        };
        return model is null ? null : [.. model, $"--allow-fs-read={Path.Join(folder, Path.DirectorySeparatorChar.ToString())}", NoWarning];
    }

    /// <summary>Takes everything else out of what a process is about to inherit.</summary>
    public static void Strip(IDictionary<string, string?> environment)
    {
        foreach (var name in environment.Keys.Where(name => !Inherited.Contains(name)).ToList())
        {
            environment.Remove(name);
        }
    }
}
