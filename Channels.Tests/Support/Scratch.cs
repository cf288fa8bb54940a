namespace Channels.Tests.Support;

/// <summary>Folders and files that last as long as a test: in memory where there is room, as a database waits for its disk at every commit.</summary>
internal static class Scratch
{
    private const string Memory = "/dev/shm";
    private const long Room = 2L << 30;

    private static string Root { get; } = HasRoom() ? Memory : Path.GetTempPath();

    public static string CreateFolder(string prefix) => Directory.CreateDirectory(NewPath(prefix)).FullName;

    /// <summary>A path at which there is nothing yet.</summary>
    public static string NewPath(string prefix) => Path.Combine(Root, $"{prefix}{Guid.NewGuid():N}");

    private static bool HasRoom()
    {
        try
        {
            return Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace > Room;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
