using Channels.Domain;
using Microsoft.Data.Sqlite;

namespace Channels.Infrastructure.Persistence;

/// <summary>Tells a store that takes no writes from a write that is wrong, by SQLite's result codes and the system's.</summary>
internal static class StoreTroubles
{
    /// <returns>Null where it is no trouble of the store's.</returns>
    public static StoreTrouble? Of(Exception? problem) => problem switch
    {
        null => null,
        StoreUnavailable known => known.Trouble,
        SqliteException sqlite => Of(sqlite.SqliteErrorCode),
        _ => Of(problem.InnerException),
    };

    /// <summary>The same of a file of the data folder, by Linux's errno or Windows' HRESULT.</summary>
    public static StoreTrouble? OfFile(Exception problem) => problem switch
    {
        IOException { HResult: 28 or 122 or unchecked((int)0x80070070) } => StoreTrouble.Full,
        IOException { HResult: 30 or unchecked((int)0x80070013) } => StoreTrouble.ReadOnly,
        UnauthorizedAccessException => StoreTrouble.ReadOnly,
        _ => Of(problem),
    };

    /// <summary>One sentence for whoever runs the server.</summary>
    public static string Say(StoreTrouble trouble) => trouble switch
    {
        StoreTrouble.Full => "its disk is full",
        StoreTrouble.ReadOnly => "it can only be read",
        StoreTrouble.Busy => "another program holds its database",
        _ => "its disk fails, or its database is damaged",
    };

    // https://sqlite.org/rescode.html
    private static StoreTrouble? Of(int code) => code switch
    {
        13 => StoreTrouble.Full,
        3 or 8 => StoreTrouble.ReadOnly,
        5 or 6 => StoreTrouble.Busy,
        10 or 11 or 14 or 26 => StoreTrouble.Fault,
        _ => null,
    };
}
