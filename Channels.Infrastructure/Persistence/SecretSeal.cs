using Channels.Domain.Ports;
using Microsoft.AspNetCore.DataProtection;

namespace Channels.Infrastructure.Persistence;

/// <summary>Seals the passwords and secrets that administrators type. The purpose is the name of the first of them.</summary>
internal sealed class SecretSeal(IDataProtectionProvider keys) : ISecretSeal
{
    private readonly Seal _seal = new(keys, "Alerts");

    public byte[] Seal(string secret) => _seal.Close(secret);

    public string? Open(byte[] sealedSecret)
    {
        try
        {
            return _seal.Open(sealedSecret);
        }
        catch (CredentialsUnreadableException)
        {
            return null;
        }
    }
}
