using Channels.App.Live;
using Channels.App.Session;
using Channels.Domain;
using Channels.Domain.Access;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Board;
using Channels.Tests.Support;
using MediatR;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Channels.Tests.App.Live;

/// <summary>No feed tells a page anything once its session ended, whatever the page itself did about it.</summary>
public sealed class RevokedReaderTests
{
    private static readonly FakeTimeProvider Time = new(Snapshots.Now);

    /// <summary>Each feed: how a page follows it, and what makes it push.</summary>
    public static TheoryData<string> Feeds => [.. Make().Keys];

    [Theory]
    [MemberData(nameof(Feeds))]
    public async Task Push_OfEachFeed_AsksFirstWhetherTheSessionStands(string name)
    {
        var sessions = new Sessions();
        var (follow, push) = Make()[name];
        using var subscription = follow(sessions.Revoked, () => throw new InvalidOperationException("It was pushed."));

        push();

        await sessions.Asked.NextAsync();
    }

    // The runs of one viewer do not overlap: once it asks again, the run before is over.
    [Fact]
    public async Task Viewer_WhoseSessionEnded_IsNotRun()
    {
        var sessions = new Sessions();
        var viewers = new Viewers<int>(TimeSpan.Zero, Time, NullLogger.Instance);
        var runs = 0;
        using var viewer = viewers.Add(sessions.Revoked, 0, _ =>
        {
            runs++;
            return Task.CompletedTask;
        });

        viewer.Signal();
        await sessions.Asked.NextAsync();
        viewer.Signal();
        await sessions.Asked.NextAsync();

        Assert.Equal(0, runs);
    }

    private static Dictionary<string, (Func<Reader, Func<Task>, IDisposable> Follow, Action Push)> Make()
    {
        var channels = new ChannelFeed(Time, NullLogger<ChannelFeed>.Instance);
        var proofs = new ProofFeed(Time, NullLogger<ProofFeed>.Instance);
        var codes = new PairingFeed(Time, NullLogger<PairingFeed>.Instance);
        var alerts = new NewsFeed<AlertsChanged>(Time, NullLogger<NewsFeed<AlertsChanged>>.Instance);
        var down = new DownCount(channels, Time, NullLogger<DownCount>.Instance);
        var id = ChannelId.New(Snapshots.Now);
        return new()
        {
            ["channels"] = (
                (reader, show) => channels.Subscribe(reader, channels.Mark, _ => show()),
                () => channels.Publish(Snapshots.Of("Vendas"))),
            ["proofs"] = ((reader, show) => proofs.Subscribe(reader, _ => show()), () => proofs.Confirm(id)),
            ["codes"] = (
                (reader, show) => codes.Subscribe(
                    reader, id, () => Task.FromResult(new Actor("ana", "Ana", Role.Administrator)), _ => show()),
                () => codes.Show(id, new PairingCode("code", Time.GetUtcNow().AddMinutes(1)))),
            ["count of what is down"] = (down.Subscribe, () => down.LoadAsync(OneDown())),
            ["alerts"] = (alerts.Subscribe, () => alerts.Handle(new AlertsChanged(), CancellationToken.None)),
        };
    }

    /// <summary>Reads a board with one channel, which is down.</summary>
    private static Dispatcher OneDown()
    {
        var useCases = new FakeUseCases().Answer<ListChannels, ChannelList>(
            _ => new ChannelList([Snapshots.Of("Vendas", ReasonCode.LoggedOutOnPhone)], 5, [], []));
        var services = new ServiceCollection().AddScoped<Sender>().AddSingleton<IMediator>(useCases).BuildServiceProvider();
        return new Dispatcher(services.GetRequiredService<IServiceScopeFactory>(), new Nobody(), new Sessions().Revoked);
    }

    private sealed class Nobody : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(new()));
    }

    private sealed class Sessions : ILiveSessions
    {
        public Sessions()
        {
            Revoked = new Reader(this);
            Revoked.Enter("revoked");
        }

        public Reader Revoked { get; }

        public Seen<string?> Asked { get; } = new();

        public bool IsLive(string? session)
        {
            Asked.TakeAsync(session);
            return false;
        }

        public IDisposable Watch(string session, Action ended) => throw new NotSupportedException();
    }
}
