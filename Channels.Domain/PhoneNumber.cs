using Channels.Domain.Numbers;

namespace Channels.Domain;

/// <summary>A phone number in E.164: a plus sign and 7 to 15 digits, as WhatsApp knows the account.</summary>
public sealed record PhoneNumber
{
    private PhoneNumber(string digits)
    {
        Digits = digits;
        Key = NumberSpelling.All.Select(x => x.Lengthen(digits)).FirstOrDefault(x => x is not null) ?? digits;
    }

    public string Digits { get; }

    public string E164 => "+" + Digits;

    /// <summary>What the spellings of one number share, by which WhatsApp may know its account: the longest of them (see <see cref="NumberSpelling"/>).</summary>
    public string Key { get; }

    /// <summary>The digits of all spellings with the same <see cref="Key"/>, this one's first.</summary>
    public IReadOnlyList<string> Spellings =>
        Key != Digits ? [Digits, Key] : [Digits, .. NumberSpelling.All.Select(x => x.Shorten(Digits)).OfType<string>().Take(1)];

    /// <summary>Only the end, for logs and for people who need not know the whole number.</summary>
    public string Masked => "…" + Digits[^4..];

    /// <summary>Takes digits with or without a leading plus; null for anything else.</summary>
    public static PhoneNumber? FromDigits(string? text)
    {
        var digits = text is ['+', ..] ? text[1..] : text;
        return digits is { Length: >= 7 and <= 15 } && digits[0] != '0' && digits.All(char.IsAsciiDigit)
            ? new PhoneNumber(digits)
            : null;
    }

    public bool SameAs(PhoneNumber other) => Key == other.Key;

    public bool Equals(PhoneNumber? other) => other is not null && Digits == other.Digits;

    public override int GetHashCode() => Digits.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Masked;
}
