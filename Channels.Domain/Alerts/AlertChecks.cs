using Channels.Domain.Access;

namespace Channels.Domain.Alerts;

/// <summary>The shapes of what administrators type about alerts. A route that is off may be incomplete, not wrong.</summary>
public static class AlertChecks
{
    /// <returns>The first rule that the choices break, with its arguments; null where there is none.</returns>
    public static RuleViolation? Check(AlertChoices choices) =>
        CheckMail(choices.Mail, choices.MailOn)
        ?? CheckWebhook(choices.WebhookAddress, choices.WebhookOn)
        ?? (choices.GraceMinutes is < 1 or > AlertChoices.MaxGrace ? new RuleViolation(Rule.GraceInvalid, AlertChoices.MaxGrace) : null)
        ?? (choices.SettlingMinutes is < 1 or > AlertChoices.MaxSettling
            ? new RuleViolation(Rule.SettlingInvalid, AlertChoices.MaxSettling)
            : null);

    /// <summary>Everything that sending needs is there.</summary>
    public static bool IsComplete(AlertChoices choices, AlertRoute route) => route switch
    {
        AlertRoute.Mail => CheckMail(choices.Mail, on: true) is null,
        _ => CheckWebhook(choices.WebhookAddress, on: true) is null,
    };

    private static RuleViolation? CheckMail(MailAccount mail, bool on) =>
        CheckServer(mail, on) ?? CheckSender(mail.Sender, on) ?? CheckRecipients(mail, on);

    private static RuleViolation? CheckServer(MailAccount mail, bool on) => mail switch
    {
        { Host: "" } when on => new RuleViolation(Rule.MailHostRequired),
        { Host: not "" } when mail.Host.Length > AlertChoices.MaxText || Uri.CheckHostName(mail.Host) == UriHostNameType.Unknown =>
            new RuleViolation(Rule.MailHostInvalid),
        { Port: < 1 or > 65535 } => new RuleViolation(Rule.MailPortInvalid),
        { Security: MailSecurity.None, Host: not "" } when !MailAccount.IsHere(mail.Host) => new RuleViolation(Rule.MailNotEncrypted),
        _ when mail.User.Length > AlertChoices.MaxText || mail.User.Any(char.IsControl) => new RuleViolation(Rule.MailUserInvalid),
        _ => null,
    };

    private static RuleViolation? CheckSender(string sender, bool on) =>
        (on || sender.Length > 0) && !IsAddress(sender) ? new RuleViolation(Rule.MailSenderInvalid) : null;

    private static RuleViolation? CheckRecipients(MailAccount mail, bool on)
    {
        var recipients = mail.RecipientList;
        return recipients.FirstOrDefault(x => !IsAddress(x)) is { } wrong ? new RuleViolation(Rule.MailRecipientInvalid, wrong)
            : on && recipients.Count == 0 ? new RuleViolation(Rule.MailRecipientsRequired)
            : recipients.Count > MailAccount.MaxRecipients ? new RuleViolation(Rule.MailRecipientsTooMany, MailAccount.MaxRecipients)
            : null;
    }

    private static RuleViolation? CheckWebhook(string address, bool on)
    {
        if (address.Length == 0)
        {
            return on ? new RuleViolation(Rule.WebhookAddressRequired) : null;
        }

        if (address.Length > AlertChoices.MaxAddress
            || !Uri.TryCreate(address, UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp)
            || uri.UserInfo.Length > 0)
        {
            return new RuleViolation(Rule.WebhookAddressInvalid);
        }

        return uri.Scheme == Uri.UriSchemeHttps || uri.IsLoopback ? null : new RuleViolation(Rule.WebhookNotEncrypted);
    }

    // No quoted local parts: what could be read as two addresses is none.
    private static bool IsAddress(string text) =>
        PersonChecks.Email(text) is null && !text.Any(c => char.IsControl(c) || c is '"' or ',' or ';' or '<' or '>' or '(' or ')');
}
