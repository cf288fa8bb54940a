namespace Channels.Domain;

/// <summary>
/// Who a conversation is with. WhatsApp may name a contact by number, by LID (an id that hides the number), or by
/// both; a LID stands in until its number is known.
/// </summary>
public sealed record ContactAddress
{
    public ContactAddress(PhoneNumber? number, string? lid)
    {
        if (number is null && string.IsNullOrEmpty(lid))
        {
            throw new ArgumentException("A contact has a number or a LID.", nameof(lid));
        }

        Number = number;
        Lid = string.IsNullOrEmpty(lid) ? null : lid;
    }

    public PhoneNumber? Number { get; }

    /// <summary>The user part of the LID, digits without device and server.</summary>
    public string? Lid { get; }

    /// <summary>Equal for addresses of one contact: by number where it is known.</summary>
    public string Key => Number?.Key ?? "lid:" + Lid;
}
