using Channels.Domain;
using Channels.Domain.Sending;
using Channels.Tests.GraphServer;
using Channels.Tests.Support;

namespace Channels.Tests.Infrastructure.Gateways.MetaCloud;

/// <summary>A channel that is connected with a number.</summary>
internal sealed class ConnectedWorld : IAsyncDisposable
{
    public required MetaBench Bench { get; init; }

    public required Waba Account { get; init; }

    public required WabaNumber Number { get; init; }

    public required ChannelId Id { get; init; }

    public required AccessToken Token { get; init; }

    public static async Task<ConnectedWorld> StartAsync(string display = "+55 11 98765-4321")
    {
        var bench = await MetaBench.StartAsync();
        var account = bench.Meta.World.AddWaba("Loja");
        var number = bench.Meta.World.AddConnectedNumber(account, display);
        var id = await bench.ConnectAsync(account);
        return new ConnectedWorld
        {
            Bench = bench,
            Account = account,
            Number = number,
            Id = id,
            Token = bench.Meta.FindToken(bench.Meta.CallsTo($"GET /{number.Id}")[^1].Bearer!)!,
        };
    }

    public Task<ChannelSnapshot> FindAsync() => Bench.FindAsync(Id);

    public Task UntilConfirmedAsync(int more) => UntilAsync(() => Task.FromResult(Bench.Confirmations.Of(Id) > more), MetaBench.Step);

    public ValueTask DisposeAsync() => Bench.DisposeAsync();

    public Task UntilConversationsAsync(int count) =>
        UntilAsync(async () => (await Bench.QueryAsync("SELECT Id FROM Conversations")).Count >= count, TimeSpan.Zero);

    /// <summary>Until all that was delivered and can be has been dealt with: at once, or after a retry of the worker's.</summary>
    public Task UntilHandledAsync()
    {
        var looks = 0;
        return UntilAsync(
            async () => (await Bench.QueryAsync("SELECT Id FROM MetaNotices WHERE Sealed IS NOT NULL LIMIT 1")).Count == 0,
            () => ++looks < 500 ? TimeSpan.Zero : MetaBench.Step);
    }

    /// <summary>The customer writes, and is answered.</summary>
    public async Task<Guid> SendTextAsync(string customer, string text, bool waits = true)
    {
        await HearAsync(customer);
        return await Bench.SendAsync(SendingExtensions.Text(Id, customer, text, waits));
    }

    /// <summary>The customer writes: for a day, anything may be sent to them.</summary>
    public async Task HearAsync(string customer)
    {
        Bench.Meta.World.Hear(Number, customer);
        await Bench.DeliverAsync(Bench.Meta.Events.TextFrom(Number, customer, "Oi"));
        await UntilHandledAsync();
    }

    /// <inheritdoc cref="SendingExtensions.UntilSentAsync"/>
    public async Task<string> UntilSentAsync(Guid message, SendState state)
    {
        string? found = null;
        await UntilAsync(
            async () => (found = (await Bench.QueryAsync(
                $"SELECT State || '|' || IFNULL(Cause, '') || '|' || IFNULL(Refusal, '') FROM Outgoing WHERE Id = '{message.ToString().ToUpperInvariant()}'")).SingleOrDefault())
                ?.StartsWith($"{state}|", StringComparison.Ordinal) == true,
            TimeSpan.FromSeconds(1));
        return found!;
    }

    /// <summary>Until the number, or another one, was read more often than so many times.</summary>
    public Task UntilReadAsync(int more, WabaNumber? other = null) =>
        UntilAsync(() => Task.FromResult(Bench.Meta.CallsTo($"GET /{(other ?? Number).Id}").Count > more), MetaBench.Step);

    private Task UntilAsync(Func<Task<bool>> isSo, TimeSpan step) => UntilAsync(isSo, () => step);

    private async Task UntilAsync(Func<Task<bool>> isSo, Func<TimeSpan> step)
    {
        using var deadline = new CancellationTokenSource(Patience.Limit);
        while (!await isSo())
        {
            await Bench.StepAsync(step(), deadline.Token);
        }
    }
}
