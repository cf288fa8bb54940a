using Channels.Domain;
using Microsoft.Data.Sqlite;

namespace Channels.Tests.Support;

/// <summary>Writes many conversations and items straight into a database file, as no page ever would.</summary>
internal static class ManyConversations
{
    /// <summary>
    /// Conversations number <paramref name="first"/> and on, with the contacts of these numbers: the first
    /// <paramref name="open"/> of them open, the rest closed.
    /// </summary>
    public static void AddConversations(string file, ChannelId channel, int first, int count, int open, int prefix = 1)
    {
        Execute(
            file,
            """
            WITH RECURSIVE n(i) AS (SELECT $first UNION ALL SELECT i + 1 FROM n WHERE i < $first + $count - 1)
            INSERT OR IGNORE INTO "Contacts" ("Id", "Number") SELECT printf('C0000000-0000-7000-8000-%012X', i), '5511' || (900000000 + i) FROM n;
            WITH RECURSIVE n(i) AS (SELECT $first UNION ALL SELECT i + 1 FROM n WHERE i < $first + $count - 1)
            INSERT OR IGNORE INTO "ContactIdentities" ("Key", "Contact")
            SELECT '5511' || (900000000 + i), printf('C0000000-0000-7000-8000-%012X', i) FROM n;
            WITH RECURSIVE n(i) AS (SELECT $first UNION ALL SELECT i + 1 FROM n WHERE i < $first + $count - 1)
            INSERT INTO "Conversations" ("Id", "Channel", "Contact", "ContactName", "IsOpen", "OpenedAt", "LastMessageAt")
            SELECT printf('%08X-0000-7000-8000-%012X', $prefix, i), $channel, printf('C0000000-0000-7000-8000-%012X', i),
                   'Cliente ' || i, i < $first + $open, 639000000000000000 + i, 639000000000000000 + i
            FROM n
            """,
            channel,
            ("$first", first),
            ("$count", count),
            ("$open", open),
            ("$prefix", prefix));
    }

    /// <summary>Items of one kind, of which every tenth is finished.</summary>
    public static void AddItems(string file, ChannelId channel, string kind, int count, int prefix)
    {
        Execute(
            file,
            """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $count)
            INSERT INTO "LinkedItems" ("Id", "Kind", "Channel", "Title", "State", "DueAt")
            SELECT printf('%08X-0000-7000-8000-%012X', $prefix, i), $kind, $channel, $kind || ' ' || i,
                   CASE i % 10 WHEN 0 THEN 'Finished' ELSE 'Active' END, 639000000000000000 + i
            FROM n
            """,
            channel,
            ("$count", count),
            ("$kind", kind),
            ("$prefix", prefix));
    }

    private static void Execute(string file, string sql, ChannelId channel, params (string Name, object Value)[] parameters)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$channel", channel.Value);
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        command.ExecuteNonQuery();
    }
}
