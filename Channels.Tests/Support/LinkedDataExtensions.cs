using Channels.Domain;
using Channels.Domain.Contacts;
using Channels.Domain.Events;
using Channels.Domain.LinkedData;
using Channels.Domain.Messages;
using Channels.Domain.UseCases.Linked;
using Channels.Domain.UseCases.Messages;
using Channels.Domain.UseCases.Removal;
using Channels.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Support;

/// <summary>What the other modules do to a bench, and what hangs on its channels.</summary>
internal static class LinkedDataExtensions
{
    public static ContactAddress Contact(string digits, string? lid = null) => new(PhoneNumber.FromDigits(digits), lid);

    /// <summary>That somebody wrote a text, each time another one.</summary>
    public static ReceiveMessage Written(
        ChannelId channel, ContactAddress contact, DateTimeOffset at, string? name = "Carla", string? id = null, string text = "Olá") =>
        new(channel, contact, name, new NewMessage(id ?? Guid.NewGuid().ToString("N"), MessageType.Text, at) { Content = $$"""{"text":"{{text}}"}""" });

    public static Task<Guid> OpenAsync(this Workbench bench, ChannelId channel, string digits) =>
        bench.SendAsModuleAsync(new OpenConversation(channel, Contact(digits)));

    public static async Task<Guid> AddClosedAsync(this Workbench bench, ChannelId channel, string digits)
    {
        var id = await bench.OpenAsync(channel, digits);
        await bench.SendAsModuleAsync(new CloseConversation(id));
        return id;
    }

    public static async Task<Guid> LinkAsync(this Workbench bench, ChannelId channel, LinkedKind kind, string title)
    {
        var id = Guid.NewGuid();
        await bench.SendAsModuleAsync(new LinkItem(id, kind, channel, title));
        return id;
    }

    /// <summary>Confirms what an administrator just saw.</summary>
    public static async Task<RemovalReceipt> RemoveAsync(this Workbench bench, ChannelId id, ChannelId? destination = null)
    {
        var preview = await bench.SendAsync(new PreviewRemoval(id));
        var seen = preview.Seen(preview.Destinations.SingleOrDefault(x => x.Id == destination));
        return await bench.SendAsync(new RemoveChannel(id, destination, Successor: null, seen));
    }

    /// <summary>Moves all that is still to follow.</summary>
    public static async Task FinishAsync(this Workbench bench, ChannelId id)
    {
        while (!await bench.SendAsModuleAsync(new ContinueRemoval(id)))
        {
        }
    }

    public static async Task<IReadOnlyList<Conversation>> ConversationsAsync(this Workbench bench)
    {
        await using var db = await bench.OpenDatabaseAsync();
        return await db.Conversations.AsNoTracking().OrderBy(x => x.Id).ToListAsync(Workbench.Cancellation);
    }

    public static async Task<Contact> ContactAsync(this Workbench bench, Conversation conversation)
    {
        await using var db = await bench.OpenDatabaseAsync();
        return await db.Contacts.AsNoTracking().SingleAsync(x => x.Id == conversation.Contact, Workbench.Cancellation);
    }

    /// <summary>The log, in the order in which messages were delivered.</summary>
    public static async Task<IReadOnlyList<Message>> MessagesAsync(this Workbench bench)
    {
        await using var db = await bench.OpenDatabaseAsync();
        return await db.Messages.AsNoTracking().OrderBy(x => x.ReceivedAt).ThenBy(x => x.Id).ToListAsync(Workbench.Cancellation);
    }

    public static async Task<IReadOnlyList<LogEvent>> EventsAsync(this Workbench bench)
    {
        await using var db = await bench.OpenDatabaseAsync();
        return await db.Events.AsNoTracking().OrderBy(x => x.Sequence).ToListAsync(Workbench.Cancellation);
    }

    public static async Task<IReadOnlyList<LinkedItem>> ItemsAsync(this Workbench bench)
    {
        await using var db = await bench.OpenDatabaseAsync();
        return await db.LinkedItems.AsNoTracking().OrderBy(x => x.Id).ToListAsync(Workbench.Cancellation);
    }

    /// <summary>Every row of every table.</summary>
    public static async Task<IReadOnlyList<string>> DumpAsync(this Workbench bench)
    {
        var all = new List<string>();
        foreach (var table in await Tools.QueryAsync(bench.DataPath, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"))
        {
            all.AddRange((await Tools.QueryAsync(bench.DataPath, $"SELECT * FROM \"{table}\"")).Select(row => $"{table}: {row}"));
        }

        return all;
    }

    public static Task<ChannelsDbContext> OpenDatabaseAsync(this Workbench bench) =>
        bench.Services.GetRequiredService<IDbContextFactory<ChannelsDbContext>>().CreateDbContextAsync(Workbench.Cancellation);
}
