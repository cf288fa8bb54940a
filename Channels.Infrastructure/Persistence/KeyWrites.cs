using Channels.Domain;
using Microsoft.EntityFrameworkCore;

namespace Channels.Infrastructure.Persistence;

/// <summary>
/// Writes keys and the messages that come with them. What waits for the same turn is one transaction: the disk is waited for
/// once, and nobody hears that it is kept before it is.
/// </summary>
internal sealed class KeyWrites(IDbContextFactory<ChannelsDbContext> contexts, WriteGate gate, Inbox inbox)
{
    private readonly Lock _gate = new();
    private List<Waiting> _waiting = [];
    private bool _isRunning;

    /// <returns>Done once it is committed.</returns>
    public Task WriteAsync(KeyWrite write)
    {
        var waiting = new Waiting(write);
        lock (_gate)
        {
            _waiting.Add(waiting);
            if (_isRunning)
            {
                return waiting.Done.Task;
            }

            _isRunning = true;
        }

        _ = Task.Run(RunAsync);
        return waiting.Done.Task;
    }

    private async Task RunAsync()
    {
        while (true)
        {
            lock (_gate)
            {
                if (_waiting.Count == 0)
                {
                    _isRunning = false;
                    return;
                }
            }

            await WriteAllAsync();
        }
    }

    private async Task WriteAllAsync()
    {
        List<Waiting> taken = [];
        try
        {
            // Taken once it is their turn: until then others may join.
            await TransactAsync(() => taken = Take());
            taken.ForEach(x => x.Done.TrySetResult());
        }
        catch (Exception problem) when (taken.Count <= 1 || problem is StoreUnavailable)
        {
            (taken.Count == 0 ? Take() : taken).ForEach(x => x.Done.TrySetException(problem));
        }
        catch (Exception)
        {
            foreach (var one in taken)
            {
                await WriteAloneAsync(one);
            }
        }
    }

    /// <summary>Whatever it was that failed is in no other's way.</summary>
    private async Task WriteAloneAsync(Waiting one)
    {
        try
        {
            await TransactAsync(() => [one]);
            one.Done.TrySetResult();
        }
        catch (Exception problem)
        {
            one.Done.TrySetException(problem);
        }
    }

    private async Task TransactAsync(Func<List<Waiting>> take)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await gate.RunAsync(
            db,
            async () =>
            {
                var taken = take();
                await WriteKeysAsync(db, taken.SelectMany(x => x.Write.Keys.Select(key => (x.Write.Channel, key))));
                foreach (var one in taken)
                {
                    await inbox.AddAsync(db, one.Write.Channel, one.Write.HandedOver, CancellationToken.None);
                }

                return taken.Count;
            },
            CancellationToken.None);
    }

    // Two statements for as many rows as there are: a first login brings over 800 at once.
    private static async Task WriteKeysAsync(ChannelsDbContext db, IEnumerable<(ChannelId Channel, SealedKey Key)> keys)
    {
        await using var put = new Statement(
            db,
            """
            INSERT INTO "SessionKeys" ("Channel", "Type", "KeyId", "Secret") VALUES ($channel, $type, $id, $secret)
            ON CONFLICT ("Channel", "Type", "KeyId") DO UPDATE SET "Secret" = excluded."Secret"
            """);
        await using var delete = new Statement(db, """DELETE FROM "SessionKeys" WHERE "Channel" = $channel AND "Type" = $type AND "KeyId" = $id""");
        foreach (var (channel, (type, id, secret)) in keys)
        {
            await (secret is null
                ? delete.RunAsync(CancellationToken.None, ("$channel", channel.Value), ("$type", type), ("$id", id))
                : put.RunAsync(CancellationToken.None, ("$channel", channel.Value), ("$type", type), ("$id", id), ("$secret", secret)));
        }
    }

    private List<Waiting> Take()
    {
        lock (_gate)
        {
            (var taken, _waiting) = (_waiting, []);
            return taken;
        }
    }

    private sealed record Waiting(KeyWrite Write)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>What belongs into one transaction.</summary>
/// <param name="HandedOver">See <see cref="Inbox.AddAsync"/>.</param>
internal sealed record KeyWrite(ChannelId Channel, IReadOnlyList<SealedKey> Keys, IReadOnlyDictionary<string, string> HandedOver);

/// <param name="Secret">Null to delete it.</param>
internal sealed record SealedKey(string Type, string Id, byte[]? Secret);
