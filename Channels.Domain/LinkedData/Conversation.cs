namespace Channels.Domain.LinkedData;

/// <summary>A conversation with one contact through one channel. Message texts are not stored.</summary>
public sealed class Conversation
{
    private Conversation() => (ContactKey, ContactName) = (null!, null!);

    public Guid Id { get; private set; }

    public ChannelId Channel { get; private set; }

    /// <summary>See <see cref="ContactAddress.Key"/>; at most one open conversation per channel and key.</summary>
    public string ContactKey { get; private set; }

    public PhoneNumber? ContactNumber { get; private set; }

    public string? ContactLid { get; private set; }

    /// <summary>The name that the contact shows at WhatsApp, or empty: untrusted text.</summary>
    public string ContactName { get; private set; }

    public bool IsOpen { get; private set; }

    public ContactAddress Contact => new(ContactNumber, ContactLid);

    public DateTimeOffset OpenedAt { get; private set; }

    public DateTimeOffset LastMessageAt { get; private set; }

    /// <summary>The conversation with the same contact in which this closed one goes on.</summary>
    public Guid? ContinuesIn { get; private set; }

    public static Conversation Open(ChannelId channel, ContactAddress contact, DateTimeOffset now)
    {
        var conversation = new Conversation
        {
            Id = Guid.CreateVersion7(now),
            Channel = channel,
            ContactName = "",
            IsOpen = true,
            OpenedAt = now,
            LastMessageAt = now,
        };
        conversation.Know(contact);
        return conversation;
    }

    /// <summary>A message went through: in or out, sent at <paramref name="at"/>.</summary>
    public void Touch(ContactAddress contact, string? contactName, DateTimeOffset at)
    {
        Know(contact);
        ContactName = string.IsNullOrWhiteSpace(contactName) ? ContactName : Shorten(contactName);
        LastMessageAt = at > LastMessageAt ? at : LastMessageAt;
    }

    public void Close() => IsOpen = false;

    /// <summary>It goes on, through the channel that its own has become by now.</summary>
    public void Reopen(ChannelId channel, DateTimeOffset now)
    {
        (Channel, IsOpen, ContinuesIn) = (channel, true, null);
        LastMessageAt = now > LastMessageAt ? now : LastMessageAt;
    }

    /// <summary>The contact is also known like this.</summary>
    public void Learn(ContactAddress contact) => Know(contact);

    /// <summary>The contact's number is somebody else's by now; the LID stands in again.</summary>
    public void LoseNumber()
    {
        ContactNumber = null;
        ContactKey = new ContactAddress(number: null, ContactLid).Key;
    }

    /// <summary>Two conversations turned out to be with one contact: this one closes and goes on in the other.</summary>
    public void ContinueIn(Conversation other)
    {
        IsOpen = false;
        ContinuesIn = other.Id;
    }

    private void Know(ContactAddress contact)
    {
        ContactNumber = contact.Number ?? ContactNumber;
        ContactLid = contact.Lid ?? ContactLid;
        ContactKey = new ContactAddress(ContactNumber, ContactLid).Key;
    }

    private static string Shorten(string name) => name.Length <= 200 ? name : name[..200];
}
