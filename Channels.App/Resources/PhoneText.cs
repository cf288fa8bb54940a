using System.Runtime.CompilerServices;
using PhoneNumbers;

namespace Channels.App.Resources;

/// <summary>Writes numbers as people here write them: Brazilian ones as at home, others with their country in front.</summary>
public static class PhoneText
{
    private const int Brazil = 55;
    private const string BrazilPrefix = "55";
    private const ulong LowestWithoutAreaCode = 20_000_000;
    private const ulong LowestWithAreaCode = 1_000_000_000;

    private static readonly PhoneNumberUtil Util = PhoneNumberUtil.GetInstance();

    // One snapshot is drawn on every open page.
    private static readonly ConditionalWeakTable<Channels.Domain.PhoneNumber, string> Written = [];

    public static string Of(Channels.Domain.PhoneNumber number) => Written.GetValue(number, static x => Of(x.E164));

    /// <summary>Reads a number as people write it here, with or without country; null for anything else.</summary>
    public static Channels.Domain.PhoneNumber? Read(string? text)
    {
        try
        {
            var number = Parse(text);
            return Util.IsPossibleNumber(number)
                ? Channels.Domain.PhoneNumber.FromDigits(Util.Format(number, PhoneNumberFormat.E164))
                : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    /// <summary>Reads the number of an account at WhatsApp as somebody typed it, and knows what is wrong with any other.</summary>
    public static PhoneReading ReadAccount(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return new(null, "Number_Required");
        }

        try
        {
            var parsed = Parse(text);
            var problem = text.Any(char.IsLetter) ? "Number_NotANumber" : ProblemOf(parsed);

            // WhatsApp may know the account by a number that is none any more.
            var number = Channels.Domain.PhoneNumber.FromDigits(Util.Format(parsed, PhoneNumberFormat.E164));
            return number is not null && problem is null or "Number_TooShort" or "Number_TooLong" or "Number_Invalid" && FindValid(number) is not null
                ? new(number, null)
                : new(null, problem ?? "Number_Invalid");
        }
        catch (NumberParseException problem)
        {
            return new(null, problem.ErrorType switch
            {
                ErrorType.INVALID_COUNTRY_CODE => "Number_CountryUnknown",
                ErrorType.TOO_LONG => "Number_TooLong",
                ErrorType.TOO_SHORT_AFTER_IDD or ErrorType.TOO_SHORT_NSN => "Number_TooShort",
                _ => "Number_NotANumber",
            });
        }
    }

    /// <summary>"+55 11 98765-4321".</summary>
    public static string International(Channels.Domain.PhoneNumber number) => Write(number, PhoneNumberFormat.INTERNATIONAL);

    /// <summary>"(11) 98765-4321", "+351 912 345 678"; text that is no number comes back as it is.</summary>
    public static string Of(string? e164)
    {
        try
        {
            return Channels.Domain.PhoneNumber.FromDigits(e164) is { } number
                ? Write(number, number.Digits.StartsWith(BrazilPrefix, StringComparison.Ordinal) ? PhoneNumberFormat.NATIONAL : PhoneNumberFormat.INTERNATIONAL)
                : e164 ?? "";
        }
        catch (NumberParseException)
        {
            return e164 ?? "";
        }
    }

    // As it is dialed today; only of a Brazilian mobile number the ninth digit, where WhatsApp knows it without, is taken out
    // again where the subscriber's part begins: people here know both.
    private static string Write(Channels.Domain.PhoneNumber number, PhoneNumberFormat format)
    {
        var written = Util.Format(FindValid(number) ?? Util.Parse(number.E164, null), format);
        return number.Key != number.Digits && number.Digits.StartsWith(BrazilPrefix, StringComparison.Ordinal)
            ? written.Remove(written.LastIndexOf(' ') + 1, 1)
            : written;
    }

    /// <summary>The first spelling that is a number today.</summary>
    private static PhoneNumbers.PhoneNumber? FindValid(Channels.Domain.PhoneNumber number) =>
        number.Spellings.Select(x => Util.Parse("+" + x, null)).FirstOrDefault(Util.IsValidNumber);

    // "00" is how many people dial abroad; in Brazil the library takes the digits after it for a carrier's.
    private static PhoneNumbers.PhoneNumber Parse(string? text)
    {
        var digits = string.Concat((text ?? "").Where(char.IsAsciiDigit));
        if (digits.StartsWith("00", StringComparison.Ordinal) && text!.All(x => !char.IsLetter(x)))
        {
            try
            {
                var abroad = Util.Parse("+" + digits[2..], null);
                if (Util.IsPossibleNumber(abroad))
                {
                    return abroad;
                }
            }
            catch (NumberParseException)
            {
                // A carrier's digits after all.
            }
        }

        return Util.Parse(text, "BR");
    }

    private static string? ProblemOf(PhoneNumbers.PhoneNumber parsed) => Util.IsPossibleNumberWithReason(parsed) switch
    {
        // "98765-4321" has the length of a land line with its area code.
        _ when parsed.CountryCode == Brazil && parsed.NationalNumber is >= LowestWithoutAreaCode and < LowestWithAreaCode => "Number_NoAreaCode",
        PhoneNumberUtil.ValidationResult.IS_POSSIBLE => null,
        PhoneNumberUtil.ValidationResult.IS_POSSIBLE_LOCAL_ONLY => "Number_NoAreaCode",
        PhoneNumberUtil.ValidationResult.TOO_SHORT => "Number_TooShort",
        PhoneNumberUtil.ValidationResult.TOO_LONG => "Number_TooLong",
        PhoneNumberUtil.ValidationResult.INVALID_COUNTRY_CODE => "Number_CountryUnknown",
        _ => "Number_Invalid",
    };
}

/// <summary>What a typed number reads as.</summary>
/// <param name="Problem">The resource key of what is wrong with it; null where it is a number.</param>
public sealed record PhoneReading(Channels.Domain.PhoneNumber? Number, string? Problem);
