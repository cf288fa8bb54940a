namespace Channels.Domain.Alerts;

/// <summary>How an alert reaches people. Stored by name; words under <c>AlertRoute_</c> and the name.</summary>
public enum AlertRoute
{
    Mail,
    Webhook,
}

/// <summary>What an alert tells. Stored by name; words under <c>AlertKind_</c> and the name.</summary>
public enum AlertKind
{
    /// <summary>A channel stays down.</summary>
    Down,

    /// <summary>It is steadily back.</summary>
    Recovered,
}

/// <summary>How the connection to a mail server is protected. Stored by name; words under <c>MailSecurity_</c> and the name.</summary>
public enum MailSecurity
{
    /// <summary>STARTTLS, and nothing is sent where the server does not offer it.</summary>
    StartTls,

    /// <summary>TLS from the first byte.</summary>
    Tls,

    /// <summary>None: only to a server on this machine.</summary>
    None,
}
