using Channels.Domain;
using PhoneNumbers;

namespace Channels.App.Resources;

/// <summary>Writes numbers as people write them in the number's own country.</summary>
public static class PhoneText
{
    private static readonly PhoneNumberUtil Util = PhoneNumberUtil.GetInstance();

    public static string Of(Channels.Domain.PhoneNumber number) => Of(number.E164);

    /// <summary>"+55 11 98765-4321"; text that is no number comes back as it is.</summary>
    public static string Of(string? e164)
    {
        try
        {
            return Util.Format(Util.Parse(e164, null), PhoneNumberFormat.INTERNATIONAL);
        }
        catch (NumberParseException)
        {
            return e164 ?? "";
        }
    }
}
