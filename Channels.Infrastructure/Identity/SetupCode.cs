using System.Security.Cryptography;
using System.Text;
using Channels.Domain.Ports;

namespace Channels.Infrastructure.Identity;

/// <summary>
/// The one-time code for the first administrator: made new at each start that needs one, shown once on the console
/// and kept only as a hash, in memory.
/// </summary>
internal sealed class SetupCode : ISetupCode
{
    private const string Alphabet = "ABCDEFGHJKMNPQRSTVWXYZ23456789";
    private const int Length = 20;
    private byte[]? _hash;

    public bool IsRecovery { get; private set; }

    /// <summary>Makes a code, which takes the place of an earlier one. 20 characters of 30: about 98 bits.</summary>
    public string Make(bool recovery)
    {
        var code = RandomNumberGenerator.GetString(Alphabet, Length);
        _hash = Hash(code);
        IsRecovery = recovery;
        return code;
    }

    public bool Matches(string code) =>
        Volatile.Read(ref _hash) is { } hash && CryptographicOperations.FixedTimeEquals(hash, Hash(code.Trim()));

    public void Spend()
    {
        Volatile.Write(ref _hash, null);
        IsRecovery = false;
    }

    private static byte[] Hash(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(code));
}
