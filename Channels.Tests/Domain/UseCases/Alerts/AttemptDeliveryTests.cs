using Channels.Domain;
using Channels.Domain.Alerts;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Alerts;
using Channels.Domain.UseCases.Connect;
using Channels.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Domain.UseCases.Alerts;

/// <summary>What becomes of a message, with a route that the test plays.</summary>
public sealed class AttemptDeliveryTests : IAsyncLifetime
{
    private readonly FakeRoute _route = new();
    private readonly string _folder = Scratch.CreateFolder("channels-test-");
    private Workbench _bench;
    private ChannelSnapshot _sales = null!;

    public AttemptDeliveryTests() => _bench = Bench();

    public async ValueTask InitializeAsync()
    {
        await _bench.InitializeAsync();
        _sales = await _bench.CreateConnectedAsync("Vendas", "5511987654321");
        await _bench.TurnOnAsync(x => x.ByMail(25));
    }

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Accepted_IsSentAndNeverAgain()
    {
        await AlertAsync();

        await _bench.DeliverAsync(AlertRoute.Mail);
        await _bench.DeliverAsync(AlertRoute.Mail);
        await _bench.SendAsModuleAsync(new AttemptDelivery(_route.Sent[0].Id));

        Assert.Single(_route.Sent);
        Assert.Equal(["Down Mail Sent"], await _bench.DeliveriesAsync());
    }

    [Fact]
    public async Task Failed_IsTriedAgainWithDoublingWaits()
    {
        _route.Answer = AlertOutcome.Failed(AlertTrouble.Unreachable);
        await AlertAsync();

        var waits = new List<double>();
        for (var i = 0; i < 10; i++)
        {
            var next = await _bench.DeliverAsync(AlertRoute.Mail);
            waits.Add((next!.Value - _bench.Time.GetUtcNow()).TotalSeconds);
            _bench.Time.SetUtcNow(next.Value);
        }

        Assert.Equal([30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600], waits);
        Assert.Single(_route.Sent.Select(x => x.Id).Distinct());
    }

    [Fact]
    public async Task Failed_ForADay_IsGivenUpWithWhatStoodInTheWay()
    {
        _route.Answer = AlertOutcome.Failed(AlertTrouble.MailRefused, "450 later");
        await AlertAsync();

        while (await _bench.DeliverAsync(AlertRoute.Mail) is { } next)
        {
            _bench.Time.SetUtcNow(next);
        }

        var delivery = Assert.Single(Assert.Single(await _bench.IncidentsAsync()).Deliveries);
        Assert.Equal(
            (DeliveryState.GivenUp, AlertTrouble.MailRefused, "450 later"), (delivery.State, delivery.Trouble, delivery.Detail));
        Assert.InRange(delivery.ChangedAt - delivery.CreatedAt, TimeSpan.FromHours(24), TimeSpan.FromHours(25));
    }

    [Fact]
    public async Task Refused_IsGivenUpAtOnce()
    {
        _route.Answer = AlertOutcome.Refused(AlertTrouble.HttpStatus, "404");
        await AlertAsync();

        Assert.Null(await _bench.DeliverAsync(AlertRoute.Mail));

        Assert.Equal(["Down Mail GivenUp"], await _bench.DeliveriesAsync());
    }

    [Fact]
    public async Task ConsoleKilledWhileSending_IsUncertainAndNotSentAgain()
    {
        // The try is written down, its outcome never is.
        await AlertAsync();
        var started = new TaskCompletionSource();
        _route.Sending = () =>
        {
            started.SetResult();
            return new TaskCompletionSource<AlertOutcome>().Task;
        };
        _ = _bench.DeliverAsync(AlertRoute.Mail);
        await started.Task;

        await RestartAsync();
        await _bench.SendAsModuleAsync(new EndInterruptedDeliveries(AlertRoute.Webhook));
        Assert.Equal(["Down Mail Sending"], await _bench.DeliveriesAsync());
        await _bench.SendAsModuleAsync(new EndInterruptedDeliveries(AlertRoute.Mail));
        Assert.Null(await _bench.DeliverAsync(AlertRoute.Mail));

        Assert.Single(_route.Sent);
        var delivery = Assert.Single(Assert.Single(await _bench.IncidentsAsync()).Deliveries);
        Assert.Equal((DeliveryState.Uncertain, AlertTrouble.Interrupted), (delivery.State, delivery.Trouble));
    }

    [Fact]
    public async Task BugWhileSending_IsUncertainAndNotSentAgain()
    {
        _route.Sending = () => throw new InvalidOperationException("a bug");
        await AlertAsync();

        Assert.Null(await _bench.DeliverAsync(AlertRoute.Mail));

        Assert.Equal(["Down Mail Uncertain"], await _bench.DeliveriesAsync());
    }

    [Fact]
    public async Task RecoveredBeforeTheAlertCouldBeSent_IsOneMessageThatTellsBoth()
    {
        _route.Answer = AlertOutcome.Failed(AlertTrouble.Unreachable);
        await AlertAsync();
        await _bench.DeliverAsync(AlertRoute.Mail);
        await RecoverAsync();
        _route.Answer = AlertOutcome.Accepted();

        await _bench.DeliverAsync(AlertRoute.Mail);

        var told = _route.Sent[^1].Incident!;
        Assert.Equal((2, AlertKind.Recovered, true), (_route.Sent.Count, told.Kind, told.FirstNews));
        Assert.Equal(["Down Mail Superseded", "Recovered Mail Sent"], await _bench.DeliveriesAsync());
    }

    [Theory]
    [InlineData(AlertVerdict.Accepted, false)]
    [InlineData(AlertVerdict.Unknown, false)]
    [InlineData(AlertVerdict.Refused, true)]
    public async Task Recovered_TellsBothOnlyWhereTheAlertCertainlyDidNotArrive(AlertVerdict alert, bool both)
    {
        _route.Answer = new AlertOutcome(alert, AlertTrouble.Lost);
        await AlertAsync();
        await _bench.DeliverAsync(AlertRoute.Mail);
        await RecoverAsync();

        await _bench.DeliverAsync(AlertRoute.Mail);

        Assert.Equal(both, _route.Sent[^1].Incident!.FirstNews);
    }

    [Fact]
    public async Task UpAgainForAMoment_TheLateAlertWaitsForWhatComesOfIt()
    {
        _route.Answer = AlertOutcome.Failed(AlertTrouble.Unreachable);
        await AlertAsync();
        await _bench.DeliverAsync(AlertRoute.Mail);
        await _bench.ComeBackAsync(_sales);
        await _bench.PassAsync(1);
        _route.Answer = AlertOutcome.Accepted();

        await _bench.DeliverAsync(AlertRoute.Mail);
        Assert.Single(_route.Sent);
        await _bench.DropAsync(_sales);
        await _bench.PassAsync(1);
        await _bench.DeliverAsync(AlertRoute.Mail);

        Assert.Equal((AlertKind.Down, 2), (_route.Sent[^1].Incident!.Kind, _route.Sent[^1].Incident!.Drops));
    }

    [Fact]
    public async Task DisconnectedByAPersonBeforeTheAlertCouldBeSent_SendsNothing()
    {
        await AlertAsync();
        await _bench.SendAsync(new DisconnectChannel(_sales.Id));
        await _bench.PassAsync(1);

        await _bench.DeliverAsync(AlertRoute.Mail);

        Assert.Empty(_route.Sent);
        Assert.Equal(["Down Mail Superseded"], await _bench.DeliveriesAsync());
    }

    [Fact]
    public async Task SwitchedOffBeforeItCouldBeSent_SendsNothing()
    {
        await AlertAsync();
        await _bench.TurnOnAsync(x => x with { MailOn = false });

        await _bench.DeliverAsync(AlertRoute.Mail);

        Assert.Empty(_route.Sent);
        var delivery = Assert.Single(Assert.Single(await _bench.IncidentsAsync()).Deliveries);
        Assert.Equal((DeliveryState.GivenUp, AlertTrouble.SwitchedOff), (delivery.State, delivery.Trouble));
    }

    private async Task AlertAsync()
    {
        await _bench.DropAsync(_sales);
        await _bench.PassAsync(5);
    }

    private async Task RecoverAsync()
    {
        await _bench.ComeBackAsync(_sales);
        await _bench.PassAsync(2);
    }

    private async Task RestartAsync()
    {
        var now = _bench.Time.GetUtcNow();
        await _bench.DisposeAsync();
        _bench = Bench();
        _bench.Time.SetUtcNow(now);
        await _bench.InitializeAsync();
    }

    private Workbench Bench() => new(
        services =>
        {
            services.AddSingleton<IEnumerable<IAlertSender>>([_route]);
        },
        _folder);

    private sealed class FakeRoute : IAlertSender
    {
        public AlertRoute Route => AlertRoute.Mail;

        public List<AlertNotice> Sent { get; } = [];

        public AlertOutcome Answer { get; set; } = AlertOutcome.Accepted();

        public Func<Task<AlertOutcome>>? Sending { get; set; }

        public Task<AlertOutcome> SendAsync(AlertNotice notice, AlertSettings settings, CancellationToken cancellationToken)
        {
            Sent.Add(notice);
            return Sending?.Invoke() ?? Task.FromResult(Answer);
        }
    }
}
