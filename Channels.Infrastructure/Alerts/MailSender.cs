using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using Channels.Domain.Alerts;
using Channels.Domain.Ports;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Channels.Infrastructure.Alerts;

/// <summary>Sends alerts by SMTP, each over a connection of its own.</summary>
internal sealed class MailSender(IAlertTexts texts, ISecretSeal seal, TimeProvider time) : IAlertSender
{
    /// <summary>For everything together; what is slower is no server for an alert.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(45);

    private const string DisplayName = "Channels";

    public AlertRoute Route => AlertRoute.Mail;

    /// <summary>Says which server certificates are trusted; null, as in the app, asks the operating system.</summary>
    internal RemoteCertificateValidationCallback? Trust { get; set; }

    public async Task<AlertOutcome> SendAsync(AlertNotice notice, AlertSettings settings, CancellationToken cancellationToken)
    {
        var mail = settings.Choices.Mail;
        var password = settings.MailPassword is { } sealedPassword ? seal.Open(sealedPassword) : "";
        if (password is null)
        {
            return AlertOutcome.Failed(AlertTrouble.SecretUnreadable);
        }

        using var message = Compose(notice, mail);
        using var dialogue = new SmtpDialogue();
        using var client = new ToleratingClient(dialogue) { ServerCertificateValidationCallback = Trust };
        using var deadline = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await client.ConnectAsync(mail.Host, mail.Port, OptionsOf(mail.Security), either.Token);
            if (mail.User.Length > 0)
            {
                if (!client.Capabilities.HasFlag(SmtpCapabilities.Authentication))
                {
                    return AlertOutcome.Failed(AlertTrouble.SignIn);
                }

                await client.AuthenticateAsync(mail.User, password, either.Token);
            }

            await client.SendAsync(message, either.Token);
            await QuitAsync(client, either.Token);
            return AlertOutcome.Accepted(client.Refused.Count > 0 ? string.Join(", ", client.Refused) : null);
        }
        catch (Exception problem) when (TroubleOf(problem) is { } trouble)
        {
            // A server that answered has decided; one that fell silent after the whole message may have taken it.
            return dialogue.MayBeTaken && problem is not SmtpCommandException
                ? AlertOutcome.Unknown(trouble)
                : AlertOutcome.Failed(trouble, WordsOf(problem));
        }
    }

    internal MimeMessage Compose(AlertNotice notice, MailAccount mail)
    {
        var text = texts.Of(notice);
        var message = new MimeMessage { Subject = OneLine(text.Subject) };
        message.From.Add(new MailboxAddress(DisplayName, mail.Sender));
        message.To.AddRange(mail.RecipientList.Select(x => new MailboxAddress("", x)));
        message.Date = notice.At;
        message.MessageId = $"{notice.Id:N}@{mail.Sender[(mail.Sender.LastIndexOf('@') + 1)..]}";
        message.Headers.Add("Auto-Submitted", "auto-generated");

        // The recovery is shown below the alert that it belongs to.
        if (notice.Incident is { } incident)
        {
            message.References.Add($"{incident.Id:N}@channels.invalid");
        }

        message.Body = new BodyBuilder { TextBody = text.Plain, HtmlBody = text.Html }.ToMessageBody();
        return message;
    }

    // A name in it is untrusted: a line break would begin a header of its choice.
    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static SecureSocketOptions OptionsOf(MailSecurity security) => security switch
    {
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurity.None => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };

    // The message is taken; how the two part does not matter any more.
    private static async Task QuitAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancellationToken);
        }
        catch (Exception problem) when (TroubleOf(problem) is not null)
        {
            client.Dispose();
        }
    }

    /// <returns>What the server said, if it was the server.</returns>
    private static string? WordsOf(Exception problem) => problem switch
    {
        SmtpCommandException refusal => string.Create(CultureInfo.InvariantCulture, $"{(int)refusal.StatusCode} {refusal.Message}"),
        AuthenticationException refusal => refusal.Message,
        _ => null,
    };

    private static AlertTrouble? TroubleOf(Exception problem) => problem switch
    {
        OperationCanceledException or TimeoutException => AlertTrouble.NoAnswer,
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => AlertTrouble.NoAddress,
        SocketException => AlertTrouble.Unreachable,
        SslHandshakeException or System.Security.Authentication.AuthenticationException => AlertTrouble.Tls,
        AuthenticationException => AlertTrouble.SignIn,
        NotSupportedException => AlertTrouble.NoEncryption,
        SmtpCommandException => AlertTrouble.MailRefused,
        IOException or SmtpProtocolException or ServiceNotConnectedException => AlertTrouble.Lost,
        _ => null,
    };

    /// <summary>Sends to those recipients that the server takes.</summary>
    private sealed class ToleratingClient : SmtpClient
    {
        public ToleratingClient(IProtocolLogger logger)
            : base(logger)
        {
            // The issuer's list of revoked ones is often out of reach, and an alert has to get through.
            CheckCertificateRevocation = false;
            AuthenticationMechanisms.Remove("XOAUTH2");
        }

        public List<string> Refused { get; } = [];

        protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) =>
            Refused.Add(string.Create(CultureInfo.InvariantCulture, $"{mailbox.Address}: {(int)response.StatusCode} {response.Response}"));

        protected override void OnNoRecipientsAccepted(MimeMessage message) =>
            throw new SmtpCommandException(
                SmtpErrorCode.RecipientNotAccepted, SmtpStatusCode.MailboxUnavailable, string.Join(", ", Refused));
    }
}
