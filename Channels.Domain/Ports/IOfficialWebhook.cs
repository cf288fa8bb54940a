namespace Channels.Domain.Ports;

/// <summary>Where Meta tells what happens. What it tells is a hint, after which the number is read again.</summary>
public interface IOfficialWebhook
{
    /// <summary>The official API is configured, so that there is a webhook at all.</summary>
    bool IsOpen { get; }

    /// <summary>Whether whoever asks knows the verify token; compared in constant time.</summary>
    bool Knows(string? mode, string? verifyToken);

    /// <summary>
    /// Takes what Meta delivered, for good, before it returns: a delivery that came before is taken as one. Nothing is
    /// read in it before its signature is right.
    /// </summary>
    /// <param name="body">The bytes as they came.</param>
    /// <param name="signature">The header X-Hub-Signature-256.</param>
    /// <returns>False where the signature is wrong or missing.</returns>
    Task<bool> TakeAsync(ReadOnlyMemory<byte> body, string? signature, CancellationToken cancellationToken);
}
