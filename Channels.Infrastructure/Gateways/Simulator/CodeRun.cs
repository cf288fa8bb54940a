using System.Buffers.Text;
using System.Security.Cryptography;
using Channels.Domain;
using Channels.Domain.Ports;

namespace Channels.Infrastructure.Gateways.Simulator;

/// <summary>
/// The codes of one pairing. Those to be scanned are shown one after the other as WhatsApp does: the first for a minute,
/// three more for 20 s each; one to be typed is shown as long as all of them together. Whoever opened one of them may
/// link until the pairing ends, because a form takes longer than a camera.
/// </summary>
/// <param name="typedOn">The phone on which the code is to be typed; null for codes to be scanned.</param>
internal sealed class CodeRun(PhoneNumber? typedOn)
{
    private const int TokenBytes = 16;
    private const string TypedCharacters = "123456789ABCDEFGHJKLMNPQRSTVWXYZ";
    private static readonly TimeSpan FirstLifetime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan NextLifetime = TimeSpan.FromSeconds(20);
    private static readonly int Codes = 4;

    private volatile string[] _tokens = [];

    public PhoneNumber? TypedOn => typedOn;

    public bool IsUsedUp => typedOn is not null || _tokens.Length == Codes;

    public TimeSpan Lifetime =>
        typedOn is not null ? FirstLifetime + ((Codes - 1) * NextLifetime)
        : _tokens.Length == 1 ? FirstLifetime : NextLifetime;

    public bool Takes(string token) => _tokens.Contains(token, StringComparer.Ordinal);

    /// <summary>The next code: the address at which the phone confirms, or what is to be typed.</summary>
    public PairingCode Next(Func<Uri> console, DateTimeOffset now)
    {
        var token = typedOn is not null
            ? RandomNumberGenerator.GetString(TypedCharacters, 8)
            : Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        _tokens = [.. _tokens, token];
        var text = typedOn is not null ? token : new Uri(console(), $"simulador/{token}").ToString();
        return new PairingCode(text, now + Lifetime) { TypedOn = typedOn, Lifetime = Lifetime };
    }
}
