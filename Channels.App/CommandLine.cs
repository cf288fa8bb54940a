using Channels.Infrastructure;

namespace Channels.App;

/// <param name="RecoverAdmin">Print a setup link although people exist.</param>
/// <param name="Backup">Copy the data into this folder and end, instead of running; null to run.</param>
/// <param name="Settings">The rest, for the configuration.</param>
internal sealed record CommandLine(bool RecoverAdmin, string? Backup, string[] Settings)
{
    private const string Recover = "--recover-admin";
    private const string BackUp = "--backup";

    // The configuration would take whatever follows a flag as its value.
    /// <exception cref="SettingsException">The backup has no folder.</exception>
    public static CommandLine Parse(string[] args)
    {
        var rest = args.Where(x => x != Recover).ToList();
        var at = rest.IndexOf(BackUp);
        if (at < 0)
        {
            return new CommandLine(rest.Count < args.Length, Backup: null, [.. rest]);
        }

        var folder = at + 1 < rest.Count && !rest[at + 1].StartsWith("--", StringComparison.Ordinal)
            ? rest[at + 1]
            : throw new SettingsException($"{BackUp} wants the folder that the copy goes to, such as {BackUp} /var/backups/channels-1.");
        rest.RemoveRange(at, 2);
        return new CommandLine(rest.Count < args.Length - 2, folder, [.. rest]);
    }
}
