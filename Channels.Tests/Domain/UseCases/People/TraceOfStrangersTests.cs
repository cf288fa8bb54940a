using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.UseCases.People;
using Channels.Infrastructure.Identity;
using Channels.Tests.Support;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Domain.UseCases.People;

/// <summary>Whoever is not signed in decides how often they try, and from where, but not how much is kept of it.</summary>
public sealed class TraceOfStrangersTests : IAsyncLifetime
{
    private const string Ana = "ana@loja.example";
    private readonly Workbench _bench = new();

    [Fact]
    public async Task ThousandTries_AtOneAccount_AreTwoEntries()
    {
        for (var i = 0; i < 1_000; i++)
        {
            await FailAsync(Ana, "203.0.113.7");
        }

        Assert.Equal([(TraceKind.SignInFailed, 5), (TraceKind.SignInLocked, 995)], await CountsAsync());
    }

    [Fact]
    public async Task Tries_AtAddressesThatNobodyHas_AreOneEntryWithoutThem()
    {
        for (var i = 0; i < 100; i++)
        {
            await FailAsync($"ninguem{i}@loja.example", $"2001:db8::{i:x}");
        }

        var entry = Assert.Single(await ReadAsync());
        Assert.Equal((TraceKind.SignInUnknown, 100, null), (entry.Kind, entry.Count, entry.Subject));
        Assert.Equal(Client.Unknown, entry.Client);
        Assert.DoesNotContain(await _bench.DumpAsync(), x => x.Contains("ninguem", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Tries_FromADifferentAddressEachTime_AreAFewADay_AndAllAreCounted()
    {
        for (var i = 0; i < 300; i++)
        {
            await FailAsync(Ana, $"2001:db8::{i:x}");
            _bench.Time.Advance(TimeSpan.FromMinutes(4));
        }

        var entries = await ReadAsync();
        Assert.All(entries.GroupBy(x => x.Kind), x => Assert.InRange(x.Count(), 1, Trace.MostADay + 1));
        Assert.Equal(300, entries.Sum(x => x.Count));
        Assert.Contains(entries, x => x.Client == Client.Unknown && x.Count > 1);
        Assert.Contains(entries, x => x.Client.Address == "2001:db8::0");
    }

    [Fact]
    public async Task Tries_AfterAWhile_AreAnotherEntry_AndSoAreThoseFromElsewhere()
    {
        await FailAsync(Ana, "203.0.113.7");
        await FailAsync(Ana, "203.0.113.7");
        await FailAsync(Ana, "203.0.113.8");
        _bench.Time.Advance(Trace.Window);
        await FailAsync(Ana, "203.0.113.7");

        Assert.Equal([2, 1, 1], (await ReadAsync()).Select(x => x.Count));
    }

    [Fact]
    public async Task Tries_AtNoAccount_AreOneEntryAnHour()
    {
        for (var i = 0; i < 12; i++)
        {
            await FailAsync("ninguem@loja.example", "203.0.113.7");
            _bench.Time.Advance(TimeSpan.FromMinutes(20));
        }

        Assert.Equal([3, 3, 3, 3], (await ReadAsync()).Select(x => x.Count));
    }

    [Fact]
    public async Task Tries_AtOnce_AreAllCounted()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => FailAsync(Ana, "203.0.113.7")));

        Assert.Equal([(TraceKind.SignInFailed, 5), (TraceKind.SignInLocked, 15)], (await CountsAsync()).Order());
    }

    public ValueTask InitializeAsync() => _bench.InitializeAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    private async Task FailAsync(string email, string address)
    {
        await using var scope = _bench.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Sender>().Client = new Client("Firefox", address);
        await Assert.ThrowsAnyAsync<RuleViolation>(
            () => scope.ServiceProvider.GetRequiredService<IMediator>().Send(new SignIn(email, "errada"), Workbench.Cancellation));
    }

    private async Task<IEnumerable<(TraceKind, int)>> CountsAsync() => (await ReadAsync()).Select(x => (x.Kind, x.Count));

    private async Task<IReadOnlyList<TraceEntry>> ReadAsync()
    {
        await using var db = await _bench.OpenDatabaseAsync();
        return [.. (await db.Trace.AsNoTracking().OrderBy(x => x.Id).ToListAsync(Workbench.Cancellation)).Where(x => TraceTable.IsRefused(x.Kind))];
    }
}
