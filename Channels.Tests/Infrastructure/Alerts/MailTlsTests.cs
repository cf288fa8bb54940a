using Channels.Domain.Alerts;
using Channels.Domain.Ports;
using Channels.Infrastructure.Alerts;
using Channels.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Infrastructure.Alerts;

/// <summary>Mails over a line that STARTTLS encrypts, to a server whose certificate the test trusts, and no other.</summary>
public sealed class MailTlsTests : IAsyncLifetime
{
    private readonly Workbench _bench = new();
    private readonly SmtpServer _server = new() { Certificate = SmtpServer.SelfSigned(), Login = ("ana", "senha-do-email") };
    private MailSender _sender = null!;

    public async ValueTask InitializeAsync()
    {
        await _bench.InitializeAsync();
        _sender = ActivatorUtilities.CreateInstance<MailSender>(_bench.Services);
        _sender.Trust = (_, certificate, _, _) => certificate?.GetCertHashString() == _server.Certificate!.GetCertHashString();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _bench.DisposeAsync();
    }

    [Fact]
    public async Task StartTls_Trusted_SignsInAndSendsOverTheEncryptedLineOnly()
    {
        var outcome = await SendAsync();

        Assert.Equal(AlertOutcome.Accepted(), outcome);
        var mail = await _server.Taken.NextAsync();
        Assert.True(mail.Secured);
        Assert.Equal(["ana@loja.example"], mail.To);
    }

    [Fact]
    public async Task StartTls_AnotherCertificate_IsToldNoPassword()
    {
        _sender.Trust = (_, certificate, _, _) => certificate?.GetCertHashString() == "00";

        Assert.Equal(AlertTrouble.Tls, (await SendAsync()).Trouble);

        Assert.Equal(0, _server.SignIns);
        Assert.Equal(0, _server.Heard);
    }

    private async Task<AlertOutcome> SendAsync()
    {
        await _bench.TurnOnAsync(
            x => x.ByMail(_server.Port, "ana") with
            {
                Mail = x.ByMail(_server.Port, "ana").Mail with { Security = MailSecurity.StartTls, Recipients = "ana@loja.example" },
            },
            "senha-do-email");
        var settings = await _bench.Services.GetRequiredService<IAlertStore>().ReadSettingsAsync(Workbench.Cancellation);
        return await _sender.SendAsync(
            new AlertNotice(Guid.NewGuid(), _bench.Time.GetUtcNow(), Incident: null), settings, Workbench.Cancellation);
    }
}
