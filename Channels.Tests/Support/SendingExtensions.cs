using Channels.Domain;
using Channels.Domain.Contacts;
using Channels.Domain.Sending;
using Channels.Domain.UseCases.Sending;
using Microsoft.Data.Sqlite;

namespace Channels.Tests.Support;

/// <summary>Sending as the workers do it, one step after the other.</summary>
internal static class SendingExtensions
{
    public static SendMessage Text(ChannelId id, string to, string text, bool waits = true) =>
        new(id, new SendTarget(to), new OutgoingOrder(new OutgoingContent { Text = text }, waits));

    /// <summary>What a gateway is handed.</summary>
    public static SendOrder OrderTo(string number, string text = "?") =>
        new(Guid.CreateVersion7(), "3EB0" + Guid.NewGuid().ToString("N")[..18].ToUpperInvariant(), new ContactAddress(PhoneNumber.FromDigits(number)), new OutgoingContent { Text = text });

    /// <summary>Claims the next message, and hands it over.</summary>
    /// <returns>Null where there was none to hand over.</returns>
    public static async Task<Guid?> PumpOnceAsync(this Workbench bench, ChannelId id)
    {
        var claimed = await bench.SendAsModuleAsync(new ClaimMessage(id));
        if (claimed.Order is not { } order)
        {
            return null;
        }

        var outcome = await bench.SendAsModuleAsync(new HandOverMessage(id, claimed.Method, order));
        await bench.SendAsModuleAsync(new SettleMessage(order.Id, outcome));
        return order.Id;
    }

    /// <summary>Until nothing is to be handed over now.</summary>
    /// <returns>Those that were, in their order.</returns>
    public static async Task<IReadOnlyList<Guid>> PumpAsync(this Workbench bench, ChannelId id)
    {
        var sent = new List<Guid>();
        while (await bench.PumpOnceAsync(id) is { } message)
        {
            sent.Add(message);
        }

        return sent;
    }

    public static async Task<QueuedMessage> FindMessageAsync(this Workbench bench, Guid id) =>
        await bench.SendAsModuleAsync(new ReadMessage(id)) ?? throw new InvalidOperationException("There is no such message.");

    /// <summary>Waits until a message has a state. Answers state, cause and refusal, as <c>Failed|Refused|463</c>.</summary>
    public static async Task<string> UntilSentAsync(Func<string, Task<IReadOnlyList<string>>> query, Guid id, SendState state) =>
        (await Tools.UntilAsync(
            () => query($"SELECT State, IFNULL(Cause, ''), IFNULL(Refusal, '') FROM Outgoing WHERE Id = '{id.ToString().ToUpperInvariant()}'"),
            found => found is [var one] && one.StartsWith($"{state}|", StringComparison.Ordinal)))[0];

    /// <summary>Writes rows past everything, for what would take too long otherwise.</summary>
    public static async Task ExecuteAsync(this Workbench bench, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={bench.DatabaseFile};Pooling=False");
        await connection.OpenAsync(Workbench.Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Workbench.Cancellation);
    }
}
