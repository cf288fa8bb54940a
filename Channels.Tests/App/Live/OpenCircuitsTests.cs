using Channels.App.Live;
using Channels.Domain.UseCases.People;
using Channels.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Channels.Tests.App.Live;

public sealed class OpenCircuitsTests
{
    private readonly OpenCircuits _circuits = new(TimeProvider.System, NullLogger<OpenCircuits>.Instance);

    [Fact]
    public async Task PersonChanged_EndsEveryPageOfThatPersonAndNoOther()
    {
        var (ana, bruno) = (new Seen<string>(), new Seen<string>());
        using var first = _circuits.Register("ana", "a", () => ana.TakeAsync("1"));
        using var second = _circuits.Register("ana", "b", () => ana.TakeAsync("2"));
        using var other = _circuits.Register("bruno", "c", () => bruno.TakeAsync("3"));

        await new CloseCircuits(_circuits).Handle(new PersonChanged("ana"), CancellationToken.None);

        Assert.Equal(["1", "2"], new[] { await ana.NextAsync(), await ana.NextAsync() }.Order());
        Assert.True(bruno.IsEmpty);
    }

    [Fact]
    public async Task Dispose_ForgetsThePage()
    {
        var (closed, open) = (new Seen<string>(), new Seen<string>());
        var gone = _circuits.Register("ana", "a", () => closed.TakeAsync("1"));
        using var left = _circuits.Register("ana", "a", () => open.TakeAsync("2"));

        gone.Dispose();
        gone.Dispose();
        _circuits.End("ana");
        await open.NextAsync();

        Assert.True(closed.IsEmpty);
    }
}
