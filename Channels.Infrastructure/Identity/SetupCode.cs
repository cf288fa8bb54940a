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
    private TakenSetupCode? _kept;

    public bool IsRecovery => Volatile.Read(ref _kept)?.IsRecovery == true;

    /// <summary>Makes a code, which takes the place of an earlier one. 20 characters of 30: about 98 bits.</summary>
    public string Make(bool recovery)
    {
        var code = RandomNumberGenerator.GetString(Alphabet, Length);
        Volatile.Write(ref _kept, new TakenSetupCode(Hash(code), recovery));
        return code;
    }

    public bool Matches(string code) => Find(code) is not null;

    public TakenSetupCode? Take(string code) =>
        Find(code) is { } kept && Interlocked.CompareExchange(ref _kept, null, kept) == kept ? kept : null;

    public void GiveBack(TakenSetupCode taken) => Interlocked.CompareExchange(ref _kept, taken, null);

    private TakenSetupCode? Find(string code) =>
        Volatile.Read(ref _kept) is { } kept && CryptographicOperations.FixedTimeEquals([.. kept.Hash], Hash(code.Trim())) ? kept : null;

    private static byte[] Hash(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(code));
}
