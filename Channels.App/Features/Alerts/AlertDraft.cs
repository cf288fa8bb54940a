using Channels.Domain.Alerts;
using Channels.Domain.UseCases.Alerts;

namespace Channels.App.Features.Alerts;

/// <summary>What is typed on the page and not saved yet.</summary>
public sealed class AlertDraft
{
    private readonly AlertSettingsView _saved;

    public AlertDraft(AlertSettingsView saved)
    {
        _saved = saved;
        var (choices, mail) = (saved.Choices, saved.Choices.Mail);
        (MailOn, WebhookOn, WebhookAddress) = (choices.MailOn, choices.WebhookOn, choices.WebhookAddress);
        (GraceMinutes, SettlingMinutes) = (choices.GraceMinutes, choices.SettlingMinutes);
        (Host, Port, Security, User, Sender, Recipients) =
            (mail.Host, mail.Port, mail.Security, mail.User, mail.Sender, mail.Recipients);
    }

    public bool MailOn { get; set; }

    public string Host { get; set; }

    public int? Port { get; set; }

    public MailSecurity Security { get; set; }

    public string User { get; set; }

    /// <summary>Empty keeps the one there is.</summary>
    public string Password { get; set; } = "";

    public string Sender { get; set; }

    public string Recipients { get; set; }

    public bool WebhookOn { get; set; }

    public string WebhookAddress { get; set; }

    public int? GraceMinutes { get; set; }

    public int? SettlingMinutes { get; set; }

    /// <summary>A password is kept, and still belongs to what is typed.</summary>
    public bool IsPasswordKept => _saved.HasPassword && User.Length > 0 && Choices.Mail.HasSameLogin(_saved.Choices.Mail);

    public bool HasSecret => _saved.HasSecret;

    public bool IsChanged => Choices != _saved.Choices || Password.Length > 0;

    public AlertChoices Choices => new()
    {
        MailOn = MailOn,
        Mail = new MailAccount(Host.Trim(), Port ?? 0, Security, User.Trim(), Sender.Trim(), Recipients.Trim()),
        WebhookOn = WebhookOn,
        WebhookAddress = WebhookAddress.Trim(),
        GraceMinutes = GraceMinutes ?? 0,
        SettlingMinutes = SettlingMinutes ?? 0,
    };
}
