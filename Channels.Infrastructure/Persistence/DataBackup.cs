using Channels.Infrastructure.Settings;
using Microsoft.Data.Sqlite;

namespace Channels.Infrastructure.Persistence;

/// <summary>
/// Copies what the data folder holds into a folder that an app can be started on, also while another process works in
/// the first one: the database as it is at one moment, then the keys, so that none that it needs is missing.
/// </summary>
internal sealed class DataBackup(DataFolder folder)
{
    /// <returns>The folder with the copy, as a whole path.</returns>
    /// <exception cref="SettingsException">There is nothing to copy, or no place for the copy.</exception>
    /// <param name="withContents">Also what messages say.</param>
    public async Task<string> WriteAsync(string target, bool withContents, CancellationToken cancellationToken)
    {
        var copy = new DataFolder(Path.GetFullPath(target));
        if (!File.Exists(folder.Database))
        {
            throw new SettingsException($"There is nothing to back up: {folder.Database} does not exist. Is {DataFolder.Setting} the right one?");
        }

        try
        {
            if (File.Exists(copy.Path) || (Directory.Exists(copy.Path) && Directory.EnumerateFileSystemEntries(copy.Path).Any()))
            {
                throw new SettingsException($"{copy.Path} is there already and not empty. Name a new folder for each backup.");
            }

            copy.Create();
            await DatabaseCopy.WriteAsync(folder.Database, copy.Database + ".part", withContents, cancellationToken);
            foreach (var key in Directory.GetFiles(folder.Keys))
            {
                // As a new file: a copy would have the mode of the first one.
                await File.WriteAllBytesAsync(
                    Path.Combine(copy.Keys, Path.GetFileName(key)), await File.ReadAllBytesAsync(key, cancellationToken), cancellationToken);
            }

            // Last, so that half a backup is not taken for a whole one.
            File.Move(copy.Database + ".part", copy.Database);
            return copy.Path;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw new SettingsException($"The backup to {copy.Path} failed: {problem.Message}", problem);
        }
    }
}
