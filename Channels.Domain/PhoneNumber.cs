namespace Channels.Domain;

/// <summary>A phone number in E.164: a plus sign and 7 to 15 digits, as WhatsApp knows the account.</summary>
public sealed record PhoneNumber
{
    private const string Brazil = "55";

    private PhoneNumber(string digits)
    {
        Digits = digits;
        Key = KeyOf(digits);
    }

    public string Digits { get; }

    public string E164 => "+" + Digits;

    /// <summary>
    /// What two spellings of one number share. Brazilian mobiles are registered at WhatsApp with or without the
    /// ninth digit that Anatel added in front of them (2012 to 2016); both have one key. Land lines start with 2 to 5.
    /// </summary>
    public string Key { get; }

    /// <summary>The digits of all spellings with the same <see cref="Key"/>, this one's first.</summary>
    public IReadOnlyList<string> Spellings =>
        Key != Digits ? [Digits, Key]
        : Digits.Length == 13 && KeyOf(Digits.Remove(4, 1)) == Digits ? [Digits, Digits.Remove(4, 1)]
        : [Digits];

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

    private static string KeyOf(string digits) =>
        digits.Length == 12 && digits.StartsWith(Brazil, StringComparison.Ordinal) && digits[4] is >= '6' and <= '9'
            ? string.Concat(digits.AsSpan(0, 4), "9", digits.AsSpan(4))
            : digits;
}
