using Channels.Domain;
using Channels.Domain.Alerts;
using Channels.Domain.UseCases.Connect;
using Channels.Domain.UseCases.Observe;
using Channels.Tests.Support;
using MediatR;
using MimeKit;

namespace Channels.Tests.Domain.UseCases.Alerts;

/// <summary>Who tries to connect an instance that is down does not keep the others from being told; by a mail server.</summary>
public sealed class WatchAttemptsTests : IAsyncLifetime
{
    private readonly string _folder = Scratch.CreateFolder("channels-test-");
    private readonly SmtpServer _server = new();
    private Workbench _bench;
    private ChannelSnapshot _sales = null!;

    public WatchAttemptsTests() => _bench = new Workbench(folder: _folder);

    public async ValueTask InitializeAsync()
    {
        await PreparedData.CopyToAsync(new(_folder));
        await _bench.InitializeAsync();
        _sales = await _bench.CreateConnectedAsync("Vendas", "5511987654321");
        await _bench.TurnOnAsync(x => x.ByMail(_server.Port));
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _bench.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CodeThatExpires_IsToldOnceSinceTheFirstMoment(bool withRestarts)
    {
        await _bench.DropAsync(_sales, ReasonCode.LoggedOutOnPhone);
        await _bench.PassAsync(2);
        await _bench.SendAsync(new ConnectChannel(_sales.Id));
        await SayAsync(ReasonCode.CodeOnScreen);
        await _bench.PassAsync(1);
        await RestartAsync(withRestarts);
        await SayAsync(ReasonCode.CodeExpired);
        await _bench.PassAsync(1.9);
        await _bench.DeliverAsync(AlertRoute.Mail);
        Assert.True(_server.Taken.IsEmpty);

        await RestartAsync(withRestarts);
        await _bench.PassAsync(0.2);
        await _bench.DeliverAsync(AlertRoute.Mail);
        await _bench.SendAsync(new ConnectChannel(_sales.Id));
        await SayAsync(ReasonCode.CodeExpired);
        await _bench.PassAsync(60);
        await _bench.DeliverAsync(AlertRoute.Mail);

        using var mail = Parse(await _server.Taken.NextAsync());
        Assert.Equal("Vendas está desconectada há 5 min", mail.Subject);
        Assert.Contains("Desde: 22/11/2026 12:00", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("O aparelho foi desconectado pelo celular.", mail.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("código", mail.TextBody, StringComparison.Ordinal);
        Assert.Equal(1, _server.Heard);
    }

    [Fact]
    public async Task AttemptThatRunsPastTheGrace_IsToldMeanwhile_AndItsSuccessToo()
    {
        await _bench.DropAsync(_sales, ReasonCode.LoggedOutOnPhone);
        await _bench.PassAsync(4);
        await _bench.SendAsync(new ConnectChannel(_sales.Id));
        await SayAsync(ReasonCode.CodeOnScreen);
        await _bench.PassAsync(2);
        await _bench.DeliverAsync(AlertRoute.Mail);
        await _bench.ComeBackAsync(_sales);
        await _bench.PassAsync(10);
        await _bench.DeliverAsync(AlertRoute.Mail);

        using var down = Parse(await _server.Taken.NextAsync());
        using var back = Parse(await _server.Taken.NextAsync());
        Assert.Equal(
            ("Vendas está desconectada há 6 min", "Vendas voltou: ficou desconectada por 6 min"), (down.Subject, back.Subject));
        Assert.Equal(2, _server.Heard);
    }

    [Fact]
    public async Task LineThatBreaksAfterTheScan_IsStillToldOfTheFirstReason()
    {
        await _bench.DropAsync(_sales, ReasonCode.LoggedOutOnPhone);
        await _bench.PassAsync(1);
        await _bench.SendAsync(new ConnectChannel(_sales.Id));
        await SayAsync(ReasonCode.CodeScanned);
        await _bench.DropAsync(_sales);
        await _bench.PassAsync(5);

        var incident = Assert.Single(await _bench.IncidentsAsync());
        Assert.Equal((ReasonCode.LoggedOutOnPhone, 1), (incident.Reason.Code, incident.Drops));
    }

    [Fact]
    public async Task OutageOfWhichNobodyWasTold_IsToldWithTheNextAttemptThatFails()
    {
        // As an earlier version left it: down, and its incident gone.
        await _bench.DropAsync(_sales, ReasonCode.LoggedOutOnPhone);
        await _bench.WatchAsync();
        await Tools.QueryAsync(_bench.DataPath, "DELETE FROM Incidents");
        await _bench.PassAsync(60);
        Assert.Empty(await _bench.IncidentsAsync());

        await _bench.SendAsync(new ConnectChannel(_sales.Id));
        await SayAsync(ReasonCode.CodeExpired);
        await _bench.PassAsync(0.1);

        var incident = Assert.Single(await _bench.IncidentsAsync());
        Assert.Equal((ReasonCode.LoggedOutOnPhone, (await _bench.FindAsync(_sales.Id)).Since), (incident.Reason.Code, incident.StartedAt));
    }

    private Task<Unit> SayAsync(ReasonCode code) => _bench.SendAsGatewayAsync(new ObserveLine(_sales.Id, new StatusReason(code)));

    private async Task RestartAsync(bool wanted)
    {
        if (wanted)
        {
            var now = _bench.Time.GetUtcNow();
            await _bench.DisposeAsync();
            _bench = new Workbench(folder: _folder);
            _bench.Time.SetUtcNow(now);
            await _bench.InitializeAsync();
        }
    }

    private static MimeMessage Parse(SmtpServer.Mail mail) =>
        MimeMessage.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(mail.Text)), Workbench.Cancellation);
}
