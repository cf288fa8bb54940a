namespace Channels.Domain;

/// <summary>What a channel has to say about the way in which a phone is linked to it.</summary>
public sealed partial class Channel
{
    /// <summary>
    /// A person chose how to pair: in the place of a pairing under way, and short of one that the phone took already.
    /// Once an administrator agreed to another number, that holds for all ways until the pairing ends.
    /// </summary>
    /// <param name="number">The phone on which a code is to be typed; null for a QR code.</param>
    /// <param name="owner">The name of another channel that has the number, if any.</param>
    /// <returns>False where there is nothing to start.</returns>
    /// <exception cref="RuleViolation">The number would be refused after the login; so no code is made for it.</exception>
    public bool AskToPair(PhoneNumber? number, string? owner, bool allowOtherNumber, string who, DateTimeOffset now)
    {
        EnsureStays();
        if (Status == ChannelStatus.Connected || Reason.Code is ReasonCode.CodeScanned or ReasonCode.Reconnecting)
        {
            return false;
        }

        if (number is not null && owner is not null)
        {
            throw new RuleViolation(Rule.NumberOnOtherChannel, owner);
        }

        var wasAllowed = OtherNumberAllowed;
        var allowed = allowOtherNumber || (wasAllowed && ReasonTable.IsPairing(Reason.Code));
        if (number is not null && Number is not null && !Number.SameAs(number) && !allowed)
        {
            throw new RuleViolation(Rule.NumberNotExpected, Number);
        }

        OtherNumberAllowed = allowed;
        Record(number is null ? HistoryKind.ConnectAsked : HistoryKind.PairingCodeAsked, now, who, detail: number?.Masked);
        if (!Become(new StatusReason(ReasonCode.Opening), now) && allowed != wasAllowed)
        {
            // It was opening already; which numbers it takes is shown too.
            Revision++;
        }

        return true;
    }

    /// <summary>
    /// What linked the channel's number is gone, because a person is about to connect another one in its place: part of that
    /// attempt, and not the wish that the channel be disconnected.
    /// </summary>
    /// <param name="told">Otherwise WhatsApp could not be told, so that there the link still stands.</param>
    public void LetGo(bool told, string who, DateTimeOffset now)
    {
        EnsureStays();
        if (LinkedAt is not null)
        {
            Record(told ? HistoryKind.DeviceUnlinked : HistoryKind.DeviceLeft, now, who);
        }

        Unlink();
        Become(new StatusReason(ReasonCode.Opening), now);
    }
}
