using System.Security.Cryptography;
using System.Text;
using Channels.Domain.Ports;
using Microsoft.AspNetCore.DataProtection;

namespace Channels.Infrastructure.Persistence;

internal sealed class SecretSeal(IDataProtectionProvider protection) : ISecretSeal
{
    private readonly IDataProtector _protector = protection.CreateProtector("Alerts");

    public byte[] Seal(string secret) => _protector.Protect(Encoding.UTF8.GetBytes(secret));

    public string? Open(byte[] sealedSecret)
    {
        try
        {
            return Encoding.UTF8.GetString(_protector.Unprotect(sealedSecret));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
