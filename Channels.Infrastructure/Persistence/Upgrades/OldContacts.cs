using Channels.Domain;
using Channels.Domain.Contacts;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Channels.Infrastructure.Persistence.Upgrades;

/// <summary>
/// Finds the contacts of conversations that knew number and LID by themselves, by today's rules of spelling. Names that ever
/// came together belong together; of two open conversations with one contact on one channel the older is closed and goes on in
/// the other.
/// </summary>
internal sealed class OldContacts : IOldRows
{
    public Task CarryOverAsync(ChannelsDbContext db, CancellationToken cancellationToken) => new CarriedContacts(db, cancellationToken).RunAsync();
}

/// <summary>One run of it.</summary>
internal sealed class CarriedContacts(ChannelsDbContext db, CancellationToken cancellationToken)
{
    private readonly Dictionary<string, Person> _byName = [];
    private readonly List<(string Conversation, Person Person)> _conversations = [];

    public async Task RunAsync()
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await ReadAsync();
        await WriteContactsAsync();
        await db.Database.ExecuteSqlRawAsync(
            """
            UPDATE "Conversations" SET "IsOpen" = 0, "ContinuesIn" = n."Newest"
            FROM (
                SELECT "Id" AS "Old", first_value("Id") OVER (PARTITION BY "Channel", "Contact" ORDER BY "OpenedAt" DESC, "Id" DESC) AS "Newest"
                FROM "Conversations" WHERE "IsOpen" = 1) AS n
            WHERE "Id" = n."Old" AND n."Old" <> n."Newest"
            """,
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task ReadAsync()
    {
        await using var command = Command("""SELECT "Id", "ContactNumber", "ContactLid" FROM "Conversations" ORDER BY "LastMessageAt", "Id" """);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var number = reader.IsDBNull(1) ? null : PhoneNumber.FromDigits(reader.GetString(1));
            var lid = reader.IsDBNull(2) ? null : reader.GetString(2);

            // One that has neither is with somebody of whom nothing is known.
            var person = number is null && lid is null ? new Person() : PersonOf(new ContactAddress(number, lid));
            _conversations.Add((reader.GetString(0), person));
        }
    }

    private Person PersonOf(ContactAddress address)
    {
        // As ContactRows has it: a number that comes with another LID went to somebody else.
        var byNumber = address.Number is { } number ? _byName.GetValueOrDefault(ContactAddress.KeyOf(number))?.Now : null;
        if (address is { Lid: { } lid, Number: { } passed } && byNumber?.Lid is { } before && before != lid)
        {
            _byName.Remove(ContactAddress.KeyOf(passed));
            byNumber.Number = null;
        }

        var known = address.Keys.Select(x => _byName.GetValueOrDefault(x)?.Now).OfType<Person>().Distinct().ToList();
        var person = known.FirstOrDefault() ?? new Person();
        foreach (var other in known.Skip(1))
        {
            other.Became = person;
            person.Number ??= other.Number;
            person.Lid ??= other.Lid;
        }

        person.Number = address.Number?.Digits ?? person.Number;
        person.Lid = address.Lid ?? person.Lid;
        foreach (var key in address.Keys)
        {
            _byName[key] = person;
        }

        return person;
    }

    private async Task WriteContactsAsync()
    {
        await using var contact = Command("""INSERT INTO "Contacts" ("Id", "Number", "Lid") VALUES ($1, $2, $3)""");
        foreach (var person in _conversations.Select(x => x.Person.Now).Concat(_byName.Values.Select(x => x.Now)).Distinct())
        {
            await RunAsync(contact, person.Id, person.Number, person.Lid);
        }

        await using var identity = Command("""INSERT INTO "ContactIdentities" ("Key", "Contact") VALUES ($1, $2)""");
        foreach (var (key, person) in _byName)
        {
            await RunAsync(identity, key, person.Now.Id);
        }

        await using var conversation = Command("""UPDATE "Conversations" SET "Contact" = $2 WHERE "Id" = $1""");
        foreach (var (id, person) in _conversations)
        {
            await RunAsync(conversation, id, person.Now.Id);
        }
    }

    private SqliteCommand Command(string text)
    {
        var command = ((SqliteConnection)db.Database.GetDbConnection()).CreateCommand();
        command.CommandText = text;
        command.Transaction = (SqliteTransaction)db.Database.CurrentTransaction!.GetDbTransaction();
        return command;
    }

    private async Task RunAsync(SqliteCommand command, params string?[] values)
    {
        command.Parameters.Clear();
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"${i + 1}", (object?)values[i] ?? DBNull.Value);
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private sealed class Person
    {
        /// <summary>As SQLite holds a Guid.</summary>
        public string Id { get; } = Guid.CreateVersion7().ToString().ToUpperInvariant();

        public string? Number { get; set; }

        public string? Lid { get; set; }

        public Person? Became { get; set; }

        public Person Now => Became?.Now ?? this;
    }
}
