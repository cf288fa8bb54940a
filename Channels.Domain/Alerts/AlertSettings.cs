namespace Channels.Domain.Alerts;

/// <summary>The one set of choices about alerts, with its two secrets. Nothing is on until an administrator wants it.</summary>
public sealed class AlertSettings
{
    public const int OnlyId = 1;

    public int Id { get; private set; } = OnlyId;

    public AlertChoices Choices { get; private set; } = AlertChoices.Default;

    /// <summary>Sealed; see <see cref="Ports.ISecretSeal"/>.</summary>
    public byte[]? MailPassword { get; private set; }

    /// <summary>Sealed; see <see cref="Ports.ISecretSeal"/>.</summary>
    public byte[]? WebhookSecret { get; private set; }

    /// <summary>Rises by one with each change of the choices.</summary>
    public long Revision { get; private set; }

    public string? ChangedBy { get; private set; }

    /// <param name="sealedPassword">Null keeps the present one.</param>
    /// <param name="seen">The revision that the person saw while typing; another one in the meantime is not overwritten.</param>
    /// <exception cref="RuleViolation">Somebody else changed them; or the password is missing, or belongs to another login.</exception>
    public void Change(AlertChoices choices, byte[]? sealedPassword, long seen, string who)
    {
        if (seen != Revision)
        {
            throw new RuleViolation(Rule.AlertsChangedMeanwhile, ChangedBy ?? "", Revision);
        }

        var mail = choices.Mail;
        if (mail.User.Length > 0 && sealedPassword is null)
        {
            if (MailPassword is not null && !mail.HasSameLogin(Choices.Mail))
            {
                throw new RuleViolation(Rule.MailPasswordAgain);
            }

            if (MailPassword is null && choices.MailOn)
            {
                throw new RuleViolation(Rule.MailPasswordRequired);
            }
        }

        MailPassword = mail.User.Length > 0 ? sealedPassword ?? MailPassword : null;
        Choices = choices;
        ChangedBy = who;
        Revision++;
    }

    public void RenewSecret(byte[] sealedSecret) => WebhookSecret = sealedSecret;

    /// <summary>Whether there is all that sending this way needs.</summary>
    public bool IsComplete(AlertRoute route) =>
        AlertChecks.IsComplete(Choices, route)
        && (route == AlertRoute.Mail ? Choices.Mail.User.Length == 0 || MailPassword is not null : WebhookSecret is not null);
}
