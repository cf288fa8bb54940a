using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace Channels.Infrastructure.Persistence;

/// <summary>
/// Encrypts text for one purpose with the keys of the data folder. What was sealed for another purpose, or with keys that
/// are gone, does not open.
/// </summary>
internal sealed class Seal(IDataProtectionProvider keys, string purpose, params string[] more)
{
    private readonly IDataProtector _protector = keys.CreateProtector(purpose, more);

    public byte[] Close(string text) => _protector.Protect(Encoding.UTF8.GetBytes(text));

    /// <exception cref="CredentialsUnreadableException">It does not open.</exception>
    public string Open(byte[] closed)
    {
        try
        {
            return Encoding.UTF8.GetString(_protector.Unprotect(closed));
        }
        catch (CryptographicException problem)
        {
            throw new CredentialsUnreadableException(problem);
        }
    }
}
