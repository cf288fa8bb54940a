using Channels.Domain;
using Channels.Domain.Alerts;
using Channels.Domain.UseCases.Alerts;
using Channels.Domain.UseCases.Board;
using Channels.Infrastructure.Alerts;
using Channels.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace Channels.Tests.Infrastructure.Alerts;

/// <summary>Mails on the wire, to a mail server on loopback.</summary>
public sealed class MailSenderTests : IAsyncLifetime
{
    private readonly Workbench _bench = new();
    private readonly SmtpServer _server = new();
    private ChannelSnapshot _sales = null!;

    public async ValueTask InitializeAsync()
    {
        await _bench.InitializeAsync();
        _sales = await _bench.CreateConnectedAsync("Vendas", "5511987654321");
        await _bench.TurnOnAsync(x => x.ByMail(_server.Port));
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _bench.DisposeAsync();
    }

    [Fact]
    public async Task Alert_ReachesAllRecipientsAsTextAndHtml()
    {
        await AlertAsync();

        await _bench.DeliverAsync(AlertRoute.Mail);

        var mail = await _server.Taken.NextAsync();
        Assert.Equal("avisos@loja.example", mail.From);
        Assert.Equal(["ana@loja.example", "beto@loja.example"], mail.To);
        using var message = Parse(mail);
        Assert.Equal("Vendas está desconectada há 5 min", message.Subject);
        Assert.Equal("Channels", Assert.IsType<MailboxAddress>(Assert.Single(message.From)).Name);
        Assert.Contains("Desde: 22/11/2026 12:00", message.TextBody, StringComparison.Ordinal);
        Assert.Contains("https://console.loja.example/canais", message.TextBody, StringComparison.Ordinal);
        Assert.Contains("<h1", message.HtmlBody, StringComparison.Ordinal);
        Assert.IsType<MultipartAlternative>(message.Body);
        Assert.Equal(["Down Mail Sent"], await _bench.DeliveriesAsync());
    }

    [Fact]
    public async Task Recovery_ReachesTheSameRecipients()
    {
        await AlertAsync();
        await _bench.DeliverAsync(AlertRoute.Mail);
        await _bench.PassAsync(7);
        await _bench.ComeBackAsync(_sales);
        await _bench.PassAsync(2);
        await _bench.DeliverAsync(AlertRoute.Mail);

        using var down = Parse(await _server.Taken.NextAsync());
        using var recovered = Parse(await _server.Taken.NextAsync());
        Assert.Equal("Vendas voltou: ficou desconectada por 12 min", recovered.Subject);
        Assert.NotEqual(down.MessageId, recovered.MessageId);
        Assert.Equal(down.References, recovered.References);
    }

    [Fact]
    public async Task ServerDown_IsSentOnceItIsBackUnderTheSameMessageId()
    {
        await _server.GoDownAsync();
        await AlertAsync();

        var next = await _bench.DeliverAsync(AlertRoute.Mail);
        Assert.Equal((DeliveryState.Waiting, AlertTrouble.Unreachable), await StateAsync());
        _server.ComeUp();
        _bench.Time.SetUtcNow(next!.Value);
        await _bench.DeliverAsync(AlertRoute.Mail);

        using var message = Parse(await _server.Taken.NextAsync());
        var delivery = Assert.Single(Assert.Single(await _bench.IncidentsAsync()).Deliveries);
        Assert.Equal((DeliveryState.Sent, 2), (delivery.State, delivery.Attempts));
        Assert.Equal($"{delivery.Id:N}@loja.example", message.MessageId);
    }

    [Fact]
    public async Task ServerHangsUpAfterTheWholeMessage_IsUncertainAndNotSentAgain()
    {
        _server.HangsUpAt = ".";
        await AlertAsync();

        Assert.Null(await _bench.DeliverAsync(AlertRoute.Mail));

        Assert.Equal(1, _server.Heard);
        Assert.Equal((DeliveryState.Uncertain, AlertTrouble.Lost), await StateAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("DATA")]
    public async Task ServerHangsUpBeforeItWantsTheMessage_IsTriedAgain(string at)
    {
        _server.HangsUpAt = at;
        await AlertAsync();

        Assert.NotNull(await _bench.DeliverAsync(AlertRoute.Mail));

        Assert.Equal((DeliveryState.Waiting, AlertTrouble.Lost), await StateAsync());
    }

    [Theory]
    [InlineData("MAIL", DeliveryState.Waiting)]
    [InlineData(".", DeliveryState.Uncertain)]
    public async Task ServerFallsSilent_IsTriedAgainUnlessItMayHaveTheMessage(string at, DeliveryState state)
    {
        _server.SilentAt = at;
        await AlertAsync();

        var sending = _bench.DeliverAsync(AlertRoute.Mail);
        await _server.Silent.Task.WaitAsync(Patience.Limit, Workbench.Cancellation);
        _bench.Time.Advance(MailSender.Limit);
        await sending;

        Assert.Equal((state, AlertTrouble.NoAnswer), await StateAsync());
    }

    [Fact]
    public async Task ServerRefusesTheMessage_SaysItsWordsAndIsTriedAgain()
    {
        _server.Verdict = "554 5.7.1 Message rejected as spam";
        await AlertAsync();

        Assert.NotNull(await _bench.DeliverAsync(AlertRoute.Mail));

        Assert.Equal((DeliveryState.Waiting, AlertTrouble.MailRefused), await StateAsync());
        Assert.Contains("554 5.7.1 Message rejected as spam", await DetailAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServerRefusesOneRecipient_TheOthersGetIt()
    {
        _server.RefusedRecipient = "ana@loja.example";
        await AlertAsync();

        await _bench.DeliverAsync(AlertRoute.Mail);

        Assert.Equal(["beto@loja.example"], (await _server.Taken.NextAsync()).To);
        Assert.Equal("ana@loja.example: 550 5.1.1 No such user here", await DetailAsync());
    }

    [Fact]
    public async Task ServerRefusesEveryRecipient_IsTriedAgain()
    {
        _server.RefusedRecipient = "ana@loja.example";
        await _bench.TurnOnAsync(x => x with { Mail = x.Mail with { Recipients = "ana@loja.example" } });
        await AlertAsync();

        await _bench.DeliverAsync(AlertRoute.Mail);

        Assert.Equal((DeliveryState.Waiting, AlertTrouble.MailRefused), await StateAsync());
        Assert.Equal(0, _server.Heard);
    }

    [Theory]
    [InlineData("senha-do-email", AlertVerdict.Accepted, null)]
    [InlineData("errada", AlertVerdict.Failed, AlertTrouble.SignIn)]
    public async Task SignIn_WithTheKeptPassword(string typed, AlertVerdict verdict, AlertTrouble? trouble)
    {
        _server.Login = ("ana", "senha-do-email");
        await _bench.TurnOnAsync(x => x.ByMail(_server.Port, "ana"), typed);

        var outcome = await _bench.SendAsync(new SendTestAlert(AlertRoute.Mail));

        Assert.Equal((verdict, trouble), (outcome.Verdict, outcome.Trouble));
        Assert.Equal(trouble is not null, outcome.Detail?.Contains("not accepted", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task SignIn_ServerThatOffersNone_IsToldNoPassword()
    {
        await _bench.TurnOnAsync(x => x.ByMail(_server.Port, "ana"), "senha-do-email");

        Assert.Equal(AlertTrouble.SignIn, (await _bench.SendAsync(new SendTestAlert(AlertRoute.Mail))).Trouble);
        Assert.Equal(0, _server.Heard);
    }

    [Theory]
    [InlineData(false, AlertTrouble.NoEncryption)]
    [InlineData(true, AlertTrouble.Tls)]
    public async Task StartTls_NotOfferedOrNotTrusted_SendsNothing(bool offered, AlertTrouble trouble)
    {
        _server.Certificate = offered ? SmtpServer.SelfSigned() : null;
        await _bench.TurnOnAsync(x => x with { Mail = x.Mail with { Security = MailSecurity.StartTls } });

        var outcome = await _bench.SendAsync(new SendTestAlert(AlertRoute.Mail));

        Assert.Equal((AlertVerdict.Failed, trouble), (outcome.Verdict, outcome.Trouble));
        Assert.Equal(0, _server.Heard);
    }

    [Fact]
    public async Task Test_SendsNowWhetherTheRouteIsOnOrNot()
    {
        await _bench.TurnOnAsync(x => x with { MailOn = false });

        Assert.Equal(AlertOutcome.Accepted(), await _bench.SendAsync(new SendTestAlert(AlertRoute.Mail)));

        using var message = Parse(await _server.Taken.NextAsync());
        Assert.Equal("Teste de alerta do Channels", message.Subject);
    }

    [Fact]
    public async Task DotsAndUnusualNames_ArriveUnchanged()
    {
        await _bench.SendAsync(new RenameChannel(_sales.Id, "Ção <b>&amp; 🛒 .", "Vendas"));
        await AlertAsync();

        await _bench.DeliverAsync(AlertRoute.Mail);

        using var message = Parse(await _server.Taken.NextAsync());
        Assert.Equal("Ção <b>&amp; 🛒 . está desconectada há 5 min", message.Subject);
        Assert.Contains("&lt;b&gt;&amp;amp;", message.HtmlBody, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Vendas\r\nBcc: ladrao@evil.example")]
    [InlineData("Vendas\nSubject: outro\n\ncorpo")]
    [InlineData("Vendas\u2028X-Header: y")]
    public void Compose_NameWithLineBreaks_MakesNoHeader(string name)
    {
        var sender = ActivatorUtilities.CreateInstance<MailSender>(_bench.Services);
        var now = _bench.Time.GetUtcNow();
        var story = new IncidentStory(
            Guid.NewGuid(), AlertKind.Down, _sales.Id, name, null, new StatusReason(ReasonCode.Replaced), new StatusReason(ReasonCode.Replaced), now, null, 1, true);

        using var bytes = new MemoryStream();
        sender.Compose(new AlertNotice(Guid.NewGuid(), now, story), AlertChoices.Default.ByMail(25).Mail).WriteTo(bytes, Workbench.Cancellation);
        bytes.Position = 0;
        using var message = MimeMessage.Load(bytes, Workbench.Cancellation);

        Assert.Equal(2, message.To.Count);
        Assert.Empty(message.Bcc);
        Assert.DoesNotContain(message.Headers, x => x.Field is "X-Header" or "Bcc");
        Assert.StartsWith("Vendas ", message.Subject, StringComparison.Ordinal);
        Assert.EndsWith("está desconectada há menos de 1 min", message.Subject, StringComparison.Ordinal);
    }

    private async Task AlertAsync()
    {
        await _bench.DropAsync(_sales, ReasonCode.LoggedOutOnPhone);
        await _bench.PassAsync(5);
    }

    private async Task<(DeliveryState, AlertTrouble?)> StateAsync()
    {
        var delivery = Assert.Single(Assert.Single(await _bench.IncidentsAsync()).Deliveries);
        return (delivery.State, delivery.Trouble);
    }

    private async Task<string?> DetailAsync() => Assert.Single(Assert.Single(await _bench.IncidentsAsync()).Deliveries).Detail;

    private static MimeMessage Parse(SmtpServer.Mail mail) =>
        MimeMessage.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(mail.Text)), Workbench.Cancellation);
}
