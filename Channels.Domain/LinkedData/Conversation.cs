using Channels.Domain.Contacts;

namespace Channels.Domain.LinkedData;

/// <summary>A conversation with one contact through one channel. Message texts are not stored.</summary>
public sealed class Conversation
{
    private Conversation() => ContactName = null!;

    public Guid Id { get; private set; }

    public ChannelId Channel { get; private set; }

    /// <summary>Who it is with; at most one open conversation per channel and contact.</summary>
    public Guid Contact { get; private set; }

    /// <summary>The name that the contact shows at WhatsApp, or empty: untrusted text.</summary>
    public string ContactName { get; private set; }

    public bool IsOpen { get; private set; }

    public DateTimeOffset OpenedAt { get; private set; }

    public DateTimeOffset LastMessageAt { get; private set; }

    /// <summary>The conversation with the same contact in which this closed one goes on.</summary>
    public Guid? ContinuesIn { get; private set; }

    public static Conversation Open(ChannelId channel, Contact contact, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Channel = channel,
        Contact = contact.Id,
        ContactName = "",
        IsOpen = true,
        OpenedAt = now,
        LastMessageAt = now,
    };

    /// <summary>A message went through: in or out, sent at <paramref name="at"/>.</summary>
    public void Touch(string? contactName, DateTimeOffset at)
    {
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

    /// <summary>Its contact turned out to be this one.</summary>
    public void IsWith(Contact contact) => Contact = contact.Id;

    /// <summary>Two conversations turned out to be with one contact: this one closes and goes on in the other.</summary>
    public void ContinueIn(Conversation other)
    {
        IsOpen = false;
        ContinuesIn = other.Id;
    }

    private static string Shorten(string name) => name.Length <= 200 ? name : name[..200];
}
