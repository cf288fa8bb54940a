using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.LinkedData;

namespace Channels.Tests.Support;

/// <summary>Receipts as the store has them.</summary>
internal static class Receipts
{
    public static readonly LinkedCounts Counts = new()
    {
        Prompts = new KindCount(3, 4),
        Conversations = new KindCount(27, 90_012),
        FollowUps = new KindCount(6, 9),
        Schedules = new KindCount(2, 2),
        Integrations = new KindCount(1, 1),
    };

    /// <summary>Of a channel on which something hung, still under way.</summary>
    public static RemovalReceipt Of(ChannelSnapshot source, ChannelSnapshot? destination, params string[] integrations)
    {
        var receipt = RemovalReceipt.Of(Channel(source), destination is null ? null : Channel(destination), Who, Snapshots.Now);
        With(receipt, nameof(RemovalReceipt.Channel), source.Id);
        With(receipt, nameof(RemovalReceipt.Number), source.Number);
        With(receipt, nameof(RemovalReceipt.HadDevice), source.IsLinked);
        if (destination is null)
        {
            receipt.Finish(Snapshots.Now);
        }
        else
        {
            With(receipt, nameof(RemovalReceipt.Destination), destination.Id);
            receipt.Tell(Counts, continued: 2, integrations);
        }

        return receipt;
    }

    public static RemovalReceipt Finished(this RemovalReceipt receipt)
    {
        receipt.Finish(Snapshots.Now.AddSeconds(5));
        return receipt;
    }

    private static Actor Who { get; } = new("ana", "Ana Souza", Role.Administrator);

    private static Channel Channel(ChannelSnapshot snapshot) =>
        Channels.Domain.Channel.Create(ChannelName.Parse(snapshot.Name), snapshot.Method, Who.Name, Snapshots.Now);

    // The store fills it so too.
    private static void With(RemovalReceipt receipt, string property, object? value) =>
        typeof(RemovalReceipt).GetProperty(property)!.SetValue(receipt, value);
}
