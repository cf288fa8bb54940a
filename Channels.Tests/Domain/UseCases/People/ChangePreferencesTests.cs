using Channels.Domain.Access;
using Channels.Domain.UseCases.People;
using Channels.Tests.Support;

namespace Channels.Tests.Domain.UseCases.People;

public sealed class ChangePreferencesTests : IAsyncLifetime
{
    private readonly Workbench _bench = new();

    public ValueTask InitializeAsync() => _bench.InitializeAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Preferences_OfSomebodyNew_AreTheDefaults() =>
        Assert.Equal(Preferences.Default, await _bench.SendAsync(new ReadPreferences()));

    [Fact]
    public async Task Change_OfOne_LeavesTheOtherAsItWas()
    {
        await _bench.SendAsync(new ChangePreferences(Theme: ThemeChoice.Dark));

        await _bench.SendAsync(new ChangePreferences(Order: BoardOrder.TroubleFirst, Alarm: true));

        var answered = await _bench.SendAsync(new ChangePreferences(View: BoardView.Table));

        var expected = new Preferences(ThemeChoice.Dark, BoardView.Table, BoardOrder.TroubleFirst, Alarm: true);
        Assert.Equal(expected, answered);
        Assert.Equal(expected, await _bench.SendAsync(new ReadPreferences()));
    }

    [Fact]
    public async Task Change_IsOnesOwn_AndSignsNobodyOut()
    {
        var beto = await _bench.AddPersonAsync("beto@loja.example", Role.Operator);
        var before = await _bench.SendAsync(new ListPeople());

        await _bench.SendAsync(beto.Id, new ChangePreferences(Theme: ThemeChoice.Dark));

        Assert.Equal(ThemeChoice.Dark, (await _bench.SendAsync(beto.Id, new ReadPreferences())).Theme);
        Assert.Equal(Preferences.Default, await _bench.SendAsync(new ReadPreferences()));
        Assert.Equal(before, await _bench.SendAsync(new ListPeople()));
    }
}
