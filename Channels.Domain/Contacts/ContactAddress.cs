namespace Channels.Domain.Contacts;

/// <summary>
/// By which names somebody was known at one moment. WhatsApp names people by number, by LID (an id that hides the number), by
/// an id for one business alone with the one of its parent, by several of these, or by any one of them.
/// </summary>
public sealed record ContactAddress
{
    public ContactAddress(PhoneNumber? number, string? lid = null, string? userId = null, string? parentUserId = null)
    {
        (Number, Lid, UserId, ParentUserId) = (number, TextOf(lid), TextOf(userId), TextOf(parentUserId));
        if (Keys.Count == 0)
        {
            throw new ArgumentException("A contact has a name of some kind.", nameof(number));
        }
    }

    public PhoneNumber? Number { get; }

    /// <summary>The user part of the LID, digits without device and server.</summary>
    public string? Lid { get; }

    /// <summary>"BR.1349…": the business-scoped user id of the official API (WhatsApp documentation, Business-scoped user ids).</summary>
    public string? UserId { get; }

    /// <summary>The same for the business above, where there is one.</summary>
    public string? ParentUserId { get; }

    /// <summary>One for each name, equal for all spellings of it.</summary>
    public IReadOnlyList<string> Keys =>
    [
        .. Number is { } number ? [KeyOf(number)] : Array.Empty<string>(),
        .. Lid is { } lid ? ["lid:" + lid] : Array.Empty<string>(),
        .. UserId is { } user ? ["user:" + user] : Array.Empty<string>(),
        .. ParentUserId is { } parent ? ["parent:" + parent] : Array.Empty<string>(),
    ];

    /// <summary>The first of the <see cref="Keys"/>.</summary>
    public string Key => Keys[0];

    public static string KeyOf(PhoneNumber number) => number.Key;

    private static string? TextOf(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
