using System.Buffers.Text;
using System.Security.Cryptography;
using Channels.Domain.Ports;

namespace Channels.Infrastructure.Gateways.Simulator;

/// <summary>
/// The codes of one pairing, shown one after the other as WhatsApp does: the first for a minute, three more for 20 s
/// each. Whoever opened one of them may link until the pairing ends, because a form takes longer than a camera.
/// </summary>
internal sealed class CodeRun
{
    private const int TokenBytes = 16;
    private static readonly TimeSpan FirstLifetime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan NextLifetime = TimeSpan.FromSeconds(20);
    private static readonly int Codes = 4;

    private volatile string[] _tokens = [];

    public bool IsUsedUp => _tokens.Length == Codes;

    public TimeSpan Lifetime => _tokens.Length == 1 ? FirstLifetime : NextLifetime;

    public bool Takes(string token) => _tokens.Contains(token, StringComparer.Ordinal);

    /// <summary>The next code, as the address at which the phone confirms.</summary>
    public PairingCode Next(Uri console, DateTimeOffset now)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        _tokens = [.. _tokens, token];
        return new PairingCode(new Uri(console, $"simulador/{token}").ToString(), now + Lifetime);
    }
}
