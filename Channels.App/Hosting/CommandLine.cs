using Channels.Infrastructure.Settings;

namespace Channels.App.Hosting;

/// <param name="RecoverAdmin">Print a setup link although people exist.</param>
/// <param name="Backup">Copy the data into this folder and end, instead of running; null to run.</param>
/// <param name="WithContents">The copy has what messages say, too.</param>
/// <param name="Settings">The rest, for the configuration.</param>
internal sealed record CommandLine(bool RecoverAdmin, string? Backup, bool WithContents, string[] Settings)
{
    private const string Recover = "--recover-admin";
    private const string BackUp = "--backup";
    private const string Contents = "--with-contents";

    // The configuration would take whatever follows a flag as its value, and nearly a flag as a setting that nobody reads:
    // the console would start where a copy was asked for.
    /// <exception cref="SettingsException">The backup has no folder, or an argument is nearly one of the flags.</exception>
    public static CommandLine Parse(string[] args)
    {
        var rest = args.ToList();
        var recover = rest.RemoveAll(x => x == Recover) > 0;
        var backup = TakeBackup(rest);
        var contents = rest.RemoveAll(x => x == Contents) > 0;
        if (contents && backup is null)
        {
            throw new SettingsException($"{Contents} goes with {BackUp} FOLDER.");
        }

        var nearly = rest.Find(x => x.StartsWith(BackUp, StringComparison.OrdinalIgnoreCase)
            || x.StartsWith(Contents, StringComparison.OrdinalIgnoreCase) || x.StartsWith(Recover, StringComparison.OrdinalIgnoreCase));
        return nearly is null
            ? new CommandLine(recover, backup, contents, [.. rest])
            : throw new SettingsException($"{nearly} is not understood. There are {Recover} and {BackUp} FOLDER, with or without {Contents}, each at most once.");
    }

    private static string? TakeBackup(List<string> rest)
    {
        var at = rest.FindIndex(x => x == BackUp || x.StartsWith(BackUp + "=", StringComparison.Ordinal));
        if (at < 0)
        {
            return null;
        }

        var inOneWord = rest[at] != BackUp;
        var folder = inOneWord ? rest[at][(BackUp.Length + 1)..] : rest.ElementAtOrDefault(at + 1) ?? "";
        if (folder.Length == 0 || folder.StartsWith("--", StringComparison.Ordinal))
        {
            throw new SettingsException($"{BackUp} wants the folder that the copy goes to, such as {BackUp} /var/backups/channels-1.");
        }

        rest.RemoveRange(at, inOneWord ? 1 : 2);
        return folder;
    }
}
