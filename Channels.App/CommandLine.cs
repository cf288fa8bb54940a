namespace Channels.App;

/// <param name="RecoverAdmin">Print a setup link although people exist.</param>
/// <param name="Settings">The rest, for the configuration.</param>
internal sealed record CommandLine(bool RecoverAdmin, string[] Settings)
{
    private const string Recover = "--recover-admin";

    // The configuration would take whatever follows the flag as its value.
    public static CommandLine Parse(string[] args) =>
        new(args.Contains(Recover), [.. args.Where(x => x != Recover)]);
}
