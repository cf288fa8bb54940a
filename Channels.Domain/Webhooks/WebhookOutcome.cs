namespace Channels.Domain.Webhooks;

/// <summary>What became of one try.</summary>
/// <param name="Status">Of the answer; null where there was none.</param>
/// <param name="Trouble">Why there was none, or not a whole one.</param>
/// <param name="Answer">Its first <see cref="MaxAnswer"/> bytes as text: untrusted.</param>
/// <param name="RetryAfter">How long the other side asks to be left alone.</param>
public sealed record WebhookOutcome(int? Status, WebhookTrouble? Trouble, string? Answer, TimeSpan Took, TimeSpan? RetryAfter = null)
{
    public const int MaxAnswer = 1024;

    /// <summary>Any answer but 2xx is tried again: nothing is lost while somebody's sign-in is broken.</summary>
    public bool IsTaken => Trouble is null && Status is >= 200 and < 300;

    public bool IsGone => Trouble is null && Status == 410;
}

/// <summary>Why no answer came. Stored by name; words under <c>WebhookTrouble_</c> and the name.</summary>
public enum WebhookTrouble
{
    /// <summary>A fault of our own; the log has it.</summary>
    Fault,

    /// <summary>The host name leads nowhere.</summary>
    NoAddress,

    /// <summary>It leads into a network that is not open to webhooks.</summary>
    Forbidden,

    /// <summary>Nobody listens there, or there is no way there.</summary>
    Unreachable,

    /// <summary>No answer in time.</summary>
    NoAnswer,

    /// <summary>The line broke.</summary>
    Lost,

    /// <summary>The TLS handshake failed or the certificate is not trusted.</summary>
    Tls,

    /// <summary>The kept secret cannot be decrypted any more.</summary>
    SecretUnreadable,
}
