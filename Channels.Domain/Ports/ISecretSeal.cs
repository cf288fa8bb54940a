namespace Channels.Domain.Ports;

/// <summary>Makes a secret unreadable outside this console, to be kept in the database.</summary>
public interface ISecretSeal
{
    byte[] Seal(string secret);

    /// <returns>Null where it was sealed with keys that are gone.</returns>
    string? Open(byte[] sealedSecret);
}
