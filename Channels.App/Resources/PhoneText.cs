using Channels.Domain;
using PhoneNumbers;

namespace Channels.App.Resources;

/// <summary>Writes numbers as people here write them: Brazilian ones as at home, others with their country in front.</summary>
public static class PhoneText
{
    private const int Brazil = 55;

    private static readonly PhoneNumberUtil Util = PhoneNumberUtil.GetInstance();

    public static string Of(Channels.Domain.PhoneNumber number) => Of(number.E164);

    /// <summary>Reads a number as people write it here, with or without country; null for anything else.</summary>
    public static Channels.Domain.PhoneNumber? Read(string? text)
    {
        try
        {
            var number = Util.Parse(text, "BR");
            return Util.IsPossibleNumber(number)
                ? Channels.Domain.PhoneNumber.FromDigits(Util.Format(number, PhoneNumberFormat.E164))
                : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    /// <summary>"(11) 98765-4321", "+351 912 345 678"; text that is no number comes back as it is.</summary>
    public static string Of(string? e164)
    {
        try
        {
            var number = Util.Parse(e164, null);
            return Util.Format(
                number, number.CountryCode == Brazil ? PhoneNumberFormat.NATIONAL : PhoneNumberFormat.INTERNATIONAL);
        }
        catch (NumberParseException)
        {
            return e164 ?? "";
        }
    }
}
