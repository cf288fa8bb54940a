namespace Channels.Tests.GraphServer;

/// <summary>Brazil's mobile numbers have a ninth digit that WhatsApp's ids may lack, or have where the number lacks it (contract, 0.7).</summary>
internal static class BrazilianDigits
{
    private const int CountryAndArea = 4;

    public static string OtherForm(string digits) =>
        IsLong(digits) ? digits.Remove(CountryAndArea, 1)
        : IsShort(digits) ? digits.Insert(CountryAndArea, "9")
        : digits;

    public static string WithoutNinth(string digits) => IsLong(digits) ? OtherForm(digits) : digits;

    private static bool IsLong(string digits) => digits.Length == 13 && digits.StartsWith("55", StringComparison.Ordinal) && digits[CountryAndArea] == '9';

    private static bool IsShort(string digits) => digits.Length == 12 && digits.StartsWith("55", StringComparison.Ordinal) && digits[CountryAndArea] >= '6';
}
