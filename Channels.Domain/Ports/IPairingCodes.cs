namespace Channels.Domain.Ports;

/// <summary>
/// Where a gateway shows its pairing codes. A code is a credential: it goes to an administrator's open dialog and
/// nowhere else, not to the store, a log, a notification or a URL.
/// </summary>
public interface IPairingCodes
{
    /// <summary>Replaces the channel's code.</summary>
    void Show(ChannelId id, PairingCode code);

    /// <summary>The code was scanned, ran out, or the pairing ended.</summary>
    void Hide(ChannelId id);
}

/// <summary>The text of a QR code, or the eight characters to be typed on a phone, and how long WhatsApp takes it.</summary>
public sealed record PairingCode(string Text, DateTimeOffset Deadline)
{
    /// <summary>The number of the phone on which it is to be typed; null for a QR code.</summary>
    public PhoneNumber? TypedOn { get; init; }

    /// <summary>How long it lasts in all, of which some is over for whoever opens the dialog later.</summary>
    public TimeSpan Lifetime { get; init; }

    /// <summary>Keeps the code out of logs and exception texts.</summary>
    public override string ToString() => $"PairingCode until {Deadline:O}";
}
