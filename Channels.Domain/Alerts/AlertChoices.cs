using System.Net;

namespace Channels.Domain.Alerts;

/// <summary>What administrators choose about alerts, without the secrets.</summary>
public sealed record AlertChoices
{
    public const int MaxGrace = 24 * 60;
    public const int MaxSettling = 60;
    public const int MaxText = 254;
    public const int MaxAddress = 2000;

    public static readonly AlertChoices Default = new();

    public bool MailOn { get; init; }

    public MailAccount Mail { get; init; } = MailAccount.None;

    public bool WebhookOn { get; init; }

    public string WebhookAddress { get; init; } = "";

    /// <summary>How long a channel has to be down before anybody is told.</summary>
    public int GraceMinutes { get; init; } = 5;

    /// <summary>How long it has to be connected without a break before that counts as over.</summary>
    public int SettlingMinutes { get; init; } = 2;

    public AlertTiming Timing => new(TimeSpan.FromMinutes(GraceMinutes), TimeSpan.FromMinutes(SettlingMinutes));

    public IEnumerable<AlertRoute> RoutesOn =>
        Enum.GetValues<AlertRoute>().Where(route => route == AlertRoute.Mail ? MailOn : WebhookOn);
}

/// <summary>A mailbox that alerts are sent from, and to whom.</summary>
/// <param name="User">Empty where the server wants no sign-in.</param>
/// <param name="Recipients">As typed: addresses with commas, semicolons or line breaks between them.</param>
public sealed record MailAccount(
    string Host, int Port, MailSecurity Security, string User, string Sender, string Recipients)
{
    public const int MaxRecipients = 20;

    private static readonly char[] Between = [',', ';', '\n', '\r', ' ', '\t'];

    public static readonly MailAccount None = new("", Port: 587, MailSecurity.StartTls, "", "", "");

    public IReadOnlyList<string> RecipientList =>
        [.. Recipients.Split(Between, StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>The kept password belongs to this server and user; it is not handed to another.</summary>
    public bool HasSameLogin(MailAccount other) =>
        string.Equals(Host, other.Host, StringComparison.OrdinalIgnoreCase)
        && (Port, User, Security) == (other.Port, other.User, other.Security);

    /// <summary>A server on this machine.</summary>
    public static bool IsHere(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}

/// <summary>The two waits of the watch.</summary>
public readonly record struct AlertTiming(TimeSpan Grace, TimeSpan Settling);
