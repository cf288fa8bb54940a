using System.Runtime.Versioning;
using Channels.Domain;
using Channels.Infrastructure.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Channels.Infrastructure.Persistence;

/// <summary>The one folder with everything that must outlive the app: the database, its copies and the keys.</summary>
internal sealed record DataFolder(string Path)
{
    public const string Setting = "DataDirectory";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public string Database => System.IO.Path.Combine(Path, "channels.db");

    public string Copies => System.IO.Path.Combine(Path, "copies");

    /// <summary>The keys that everything secret in the database is encrypted with.</summary>
    public string Keys => System.IO.Path.Combine(Path, "keys");

    /// <exception cref="SettingsException">Production names no folder, or one that the next publish would replace.</exception>
    public static DataFolder From(IConfiguration configuration, IHostEnvironment environment)
    {
        var setting = configuration[Setting];
        if (string.IsNullOrWhiteSpace(setting))
        {
            return environment.IsProduction()
                ? throw new SettingsException(
                    $"{Setting} is not set. Name the folder that keeps the database and the keys, for example "
                    + $"{Setting}=/var/lib/channels (environment) or \"{Setting}\" in appsettings.Production.json.")
                : new DataFolder(System.IO.Path.Combine(environment.ContentRootPath, "data"));
        }

        var path = System.IO.Path.GetFullPath(setting, environment.ContentRootPath);
        if (environment.IsProduction() && IsInside(path, AppContext.BaseDirectory))
        {
            throw new SettingsException(
                $"{Setting} is {path}, inside the folder of the program. An update replaces that folder: "
                + "choose one outside it.");
        }

        return new DataFolder(path);
    }

    /// <summary>
    /// Makes the folders; what is in them is for the app's own account only. New files are made so, as the process makes no
    /// others; those that an earlier version made are narrowed down.
    /// </summary>
    public void Create()
    {
        try
        {
            foreach (var folder in (string[])[Path, Copies, Keys])
            {
                Directory.CreateDirectory(folder);
                if (!OperatingSystem.IsWindows())
                {
                    File.SetUnixFileMode(folder, OwnerOnly);
                }
            }

            if (!OperatingSystem.IsWindows())
            {
                foreach (var file in Directory.GetFiles(Path, "channels.db*").Concat(Directory.GetFiles(Copies)).Concat(Directory.GetFiles(Keys)))
                {
                    NarrowDown(file);
                }
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw StoreTroubles.OfFile(problem) is { } trouble
                ? TakesNoWrites(trouble, problem)
                : new SettingsException($"The folder {Path} ({Setting}) cannot be used: {problem.Message}", problem);
        }
    }

    public SettingsException TakesNoWrites(StoreTrouble trouble, Exception problem) => new(
        $"Nothing can be written to the folder {Path} ({Setting}): {StoreTroubles.Say(trouble)}. Channels starts once that is put right.",
        problem);

    [UnsupportedOSPlatform("windows")]
    private static void NarrowDown(string file)
    {
        var mode = File.GetUnixFileMode(file);
        if ((mode & ~OwnerOnly) != 0)
        {
            File.SetUnixFileMode(file, mode & OwnerOnly);
        }
    }

    private static bool IsInside(string path, string folder)
    {
        var relative = System.IO.Path.GetRelativePath(folder, path);
        return relative == "." || (!relative.StartsWith("..", StringComparison.Ordinal) && !System.IO.Path.IsPathRooted(relative));
    }
}
