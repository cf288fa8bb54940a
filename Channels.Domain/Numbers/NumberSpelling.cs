using System.Text.RegularExpressions;

namespace Channels.Domain.Numbers;

/// <summary>
/// One way in which WhatsApp knows an account by fewer or more digits than its number has today: a country put digits into
/// its numbers, or took some out, and accounts of before kept theirs. What no row tells apart is compared as it stands.
/// </summary>
/// <param name="Country">The country's code.</param>
/// <param name="Short">The national number without the digits.</param>
/// <param name="At">Where in the national number the digits stand.</param>
/// <param name="Digits">The digits that some accounts have and others have not.</param>
internal sealed record NumberSpelling(string Country, Regex Short, int At, string Digits)
{
    public static readonly IReadOnlyList<NumberSpelling> All =
    [
        // Brazil: the ninth digit of mobile numbers, from 2012 to 2016 (Anatel, Resolution 553/2010). Accounts of before keep
        // eight, most of them outside the area codes 11 to 28. Land lines begin with 2 to 5. Meta, Business phone numbers:
        // "the extra added prefix of the phone number may be modified by the Cloud API".
        new("55", Of(@"^\d{2}[6-9]\d{7}$"), At: 2, "9"),

        // Mexico: the 1 that calls to mobile phones from abroad took until 2019 (IFT); WhatsApp's ids have it still (the same
        // page of Meta's; WhatsApp Help Center, 640432094208718; chatwoot 14048, seen with both).
        new("52", Of(@"^[2-9]\d{9}$"), At: 0, "1"),

        // Argentina: the 9 that calls to mobile phones from abroad take, and the short number has not (WAHA, "Phone Numbers:
        // Argentina"; chatwoot, ArgentinaPhoneNormalizer).
        new("54", Of(@"^[1-8]\d{9}$"), At: 0, "9"),

        // Ivory Coast: ten digits since 2021-01-31; the first two came from the operator, which the second digit told of mobile
        // numbers, the third of land lines (ARTCI; aurellemeless/cipnn). Accounts of before keep eight (WAHA 1894).
        new("225", Of(@"^[04-9][0-3]\d{6}$"), At: 0, "01"),
        new("225", Of(@"^[04-9][4-6]\d{6}$"), At: 0, "05"),
        new("225", Of(@"^[04-9][7-9]\d{6}$"), At: 0, "07"),
        new("225", Of(@"^[23]\d8\d{5}$"), At: 0, "21"),
        new("225", Of(@"^[23]\d0\d{5}$"), At: 0, "25"),
        new("225", Of(@"^[23]\d[1-79]\d{5}$"), At: 0, "27"),

        // Benin: 01 in front of all numbers since 2024-11-30 (ARCEP Bénin; telephone_number 138). Nobody else can have the eight
        // digits, whichever WhatsApp goes by.
        new("229", Of(@"^\d{8}$"), At: 0, "01"),
    ];

    /// <summary>With the digits, where this is a number without them; null otherwise.</summary>
    public string? Lengthen(string digits) =>
        National(digits) is { } national && Short.IsMatch(national) ? Country + national.Insert(At, Digits) : null;

    /// <summary>Without the digits, where this is a number with them; null otherwise.</summary>
    public string? Shorten(string digits) =>
        National(digits) is { } national && national.Length > At + Digits.Length
        && string.CompareOrdinal(national, At, Digits, 0, Digits.Length) == 0 && national.Remove(At, Digits.Length) is var cut && Short.IsMatch(cut)
            ? Country + cut
            : null;

    private string? National(string digits) =>
        digits.StartsWith(Country, StringComparison.Ordinal) ? digits[Country.Length..] : null;

    private static Regex Of(string pattern) => new(pattern, RegexOptions.CultureInvariant);
}
