using Channels.Infrastructure.Settings;

namespace Channels.Infrastructure.Persistence;

/// <summary>
/// Keeps a second process off the data folder. The operating system drops the lock with the process, however it ends.
/// </summary>
internal sealed class DataFolderLock(DataFolder folder) : IDisposable
{
    private FileStream? _file;

    /// <exception cref="SettingsException">Another process has the folder.</exception>
    public void Take()
    {
        var path = Path.Combine(folder.Path, "app.lock");
        try
        {
            _file ??= new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception problem) when (StoreTroubles.OfFile(problem) is { } trouble)
        {
            throw folder.TakesNoWrites(trouble, problem);
        }
        catch (IOException problem)
        {
            throw new SettingsException(
                $"Another Channels is running on {folder.Path}. Two of them would break the WhatsApp sessions kept there: "
                + $"stop the other one, or give this one a folder of its own ({DataFolder.Setting}).",
                problem);
        }
    }

    public void Dispose() => _file?.Dispose();
}
