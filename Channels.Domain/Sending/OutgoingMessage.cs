using Channels.Domain.Contacts;
using Channels.Domain.Messages;

namespace Channels.Domain.Sending;

/// <summary>
/// A message on its way out. Commands of people throw <see cref="RuleViolation"/> where it is too late for them; what gateways
/// tell never throws, and repeated, late or shuffled words change nothing that is known better already.
/// </summary>
public sealed partial class OutgoingMessage
{
    public const int MaxReference = 200;
    public const int MaxRefusal = 300;

    private OutgoingMessage() => (WhatsAppId, Who) = (null!, null!);

    /// <summary>Its place in the order in which messages were taken, given by the store.</summary>
    public long Position { get; private set; }

    public Guid Id { get; private set; }

    /// <summary>The channel that sends it, or that sent it.</summary>
    public ChannelId Channel { get; private set; }

    public Guid Contact { get; private set; }

    public MessageType Type { get; private set; }

    public SendState State { get; private set; }

    /// <summary>Since when it has its state.</summary>
    public DateTimeOffset StateAt { get; private set; }

    public SendCause? Cause { get; private set; }

    /// <summary>WhatsApp's own code where it refused it.</summary>
    public string? Refusal { get; private set; }

    /// <summary>The number that the channel had when the message was taken; null where it had none yet.</summary>
    public PhoneNumber? Under { get; private set; }

    public DateTimeOffset AcceptedAt { get; private set; }

    /// <summary>The time that its sender gave it: it is a schedule of its channel's.</summary>
    public DateTimeOffset? SendAt { get; private set; }

    /// <summary>When its turn comes at the earliest; with <see cref="Position"/> its place among its contact's.</summary>
    public DateTimeOffset DueAt { get; private set; }

    /// <summary>When somebody decided that it is sent: what made it wait is answered.</summary>
    public DateTimeOffset? DecidedAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>Its time ends with the official API's window, as Meta would say itself.</summary>
    public bool EndsWithWindow { get; private set; }

    /// <summary>It waits for a connection; otherwise it fails where there is none at its time.</summary>
    public bool Waits { get; private set; }

    /// <summary>Not tried again before; null where nothing keeps it.</summary>
    public DateTimeOffset? NotBefore { get; private set; }

    /// <summary>How often it was handed back without having left.</summary>
    public int Tries { get; private set; }

    /// <summary>The channel on whose line it was handed over; null before.</summary>
    public ChannelId? Line { get; private set; }

    /// <summary>
    /// The id under which WhatsApp knows it. Chosen once, before the first try; of the official API it is Meta's own from the
    /// moment Meta took it.
    /// </summary>
    public string WhatsAppId { get; private set; }

    /// <summary>WhatsApp's id of the message that it answers.</summary>
    public string? RepliesTo { get; private set; }

    /// <summary>See <see cref="OutgoingOrder.Fingerprint"/>.</summary>
    public string? Fingerprint { get; private set; }

    /// <summary>What its sender calls it; comes back with each event.</summary>
    public string? ClientReference { get; private set; }

    /// <summary>Who had it sent.</summary>
    public string Who { get; private set; }

    public DateTimeOffset? SentAt { get; private set; }

    public DateTimeOffset? DeliveredAt { get; private set; }

    public DateTimeOffset? ReadAt { get; private set; }

    /// <summary>It may still leave.</summary>
    public bool IsWaiting => State is SendState.Queued or SendState.Undecided;

    /// <summary>Somebody still has to decide, or a word of WhatsApp's is missing.</summary>
    public bool IsOpen => IsWaiting || State is SendState.Sending or SendState.Uncertain;

    public static OutgoingMessage Accept(Channel channel, Contact contact, OutgoingOrder order, string who, DateTimeOffset now)
    {
        var due = order.SendAt is { } at && at > now ? at : now;
        return new OutgoingMessage
        {
            Id = order.Id ?? Guid.CreateVersion7(now),
            Channel = channel.Id,
            Contact = contact.Id,
            Type = order.Content.Type,
            State = SendState.Queued,
            StateAt = now,
            Under = channel.Number,
            AcceptedAt = now,
            SendAt = order.SendAt,
            DueAt = due,
            ExpiresAt = order.ExpiresAt ?? due + SendOptions.UsualLife,
            Waits = order.Waits,
            WhatsAppId = NewId(),
            RepliesTo = order.RepliesTo,
            ClientReference = order.ClientReference,
            Fingerprint = order.Fingerprint,
            Who = who,
        };
    }

    /// <summary>It can leave only while the window is open, whatever its sender said.</summary>
    public void EndWithWindow(DateTimeOffset closesAt)
    {
        if (closesAt < ExpiresAt)
        {
            (ExpiresAt, EndsWithWindow) = (closesAt, true);
        }
    }

    /// <summary>It is handed over now; whatever happens from here on, it may have left.</summary>
    public void Begin(ChannelId line, DateTimeOffset now)
    {
        Line = line;
        Become(SendState.Sending, now);
    }

    private bool Become(SendState state, DateTimeOffset now, SendCause? cause = null, string? refusal = null)
    {
        (State, StateAt, Cause, Refusal) = (state, now, cause, refusal is { Length: > MaxRefusal } ? refusal[..MaxRefusal] : refusal);
        return true;
    }

    // As WhatsApp's own clients make them; the same for both methods.
    private static string NewId() => "3EB0" + Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(9));
}

/// <summary>What somebody wants sent.</summary>
/// <param name="Waits">It waits for a connection; otherwise it fails where there is none at its time.</param>
public sealed record OutgoingOrder(OutgoingContent Content, bool Waits = true)
{
    /// <summary>Chosen by whoever asks, so that they can follow it from the first moment; null for a new one.</summary>
    public Guid? Id { get; init; }

    public DateTimeOffset? SendAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public string? RepliesTo { get; init; }

    public string? ClientReference { get; init; }

    /// <summary>A hash of all that was asked for, where whoever asked chose the id: the same id with another one is a mistake.</summary>
    public string? Fingerprint { get; init; }
}
