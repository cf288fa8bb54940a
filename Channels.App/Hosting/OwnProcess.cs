using System.Runtime.InteropServices;
using System.Text;

namespace Channels.App.Hosting;

/// <summary>
/// Keeps from other processes what only this one needs: the engine, full of other people's packages, runs under the same
/// account, from which the operating system keeps nothing by itself.
/// </summary>
internal static class OwnProcess
{
    private const uint GroupAndOthers = 0b_111_111;

    /// <summary>
    /// Has every file made for this account alone, from its first byte and whoever makes it: SQLite, Data Protection, the
    /// engine, we.
    /// </summary>
    public static void KeepFilesPrivate()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = SetMask(GroupAndOthers);
        }
    }

    /// <summary>
    /// Closes the socket at which .NET tells its own tools the environment and the memory of a process: whoever has the
    /// account may ask, and the engine, which reads no file, can still reach sockets. Windows has a pipe there, which has no
    /// name that can be taken away.
    /// </summary>
    public static void CloseDiagnostics()
    {
        if (!OperatingSystem.IsWindows() && Directory.Exists(Path.GetTempPath()))
        {
            foreach (var socket in Directory.GetFiles(Path.GetTempPath(), $"dotnet-diagnostic-{Environment.ProcessId}-*-socket"))
            {
                File.Delete(socket);
            }
        }
    }

    /// <summary>
    /// Takes the settings out of the environment, once the configuration has read them: there they show in /proc, and
    /// children inherit them. All settings that have a section go, so that no secret among them is forgotten.
    /// </summary>
    public static void ForgetSettings()
    {
        foreach (var name in Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(IsSetting).ToList())
        {
            if (!OperatingSystem.IsWindows())
            {
                Wipe(name);
            }

            Environment.SetEnvironmentVariable(name, null);
        }
    }

    /// <summary>Whether a variable may be a setting in a section: .NET writes <c>Meta:AppSecret</c> with two underscores, too.</summary>
    internal static bool IsSetting(string name) =>
        name.IndexOf("__", StringComparison.Ordinal) > 0 || name.Contains(':', StringComparison.Ordinal);

    // .NET changes a copy of its own. What the process was started with stays in memory where the kernel laid it, and
    // shows from there.
    private static void Wipe(string name)
    {
        var value = GetVariable(Encoding.UTF8.GetBytes($"{name}\0"));
        for (var at = 0; value != 0 && Marshal.ReadByte(value, at) != 0; at++)
        {
            Marshal.WriteByte(value, at, 0);
        }
    }

    [DllImport("libc", EntryPoint = "umask")]
    private static extern uint SetMask(uint mode);

    [DllImport("libc", EntryPoint = "getenv")]
    private static extern nint GetVariable(byte[] name);
}
