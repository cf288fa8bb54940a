namespace Channels.Domain;

/// <summary>Which number a channel takes.</summary>
public sealed partial class Channel
{
    /// <summary>
    /// The number that the channel is going to connect with was chosen; it has it from now on, so that no other
    /// channel can.
    /// </summary>
    /// <param name="owner">The name of another channel that has the number, if any.</param>
    /// <returns>False where the number is refused; the reason says why.</returns>
    public bool Choose(PhoneNumber number, string? owner, DateTimeOffset now)
    {
        // Somebody at Facebook may come back with another one.
        if (IsBeingRemoved || Reason.Code == ReasonCode.AwaitingFacebook)
        {
            return true;
        }

        if (!Takes(number, owner, now))
        {
            return false;
        }

        if (Number != number)
        {
            Revision++;
        }

        Keep(number, now);
        return true;
    }

    /// <summary>Another channel turned out to have this number, in a spelling that passed for another one.</summary>
    public void YieldNumber(string owner, DateTimeOffset now)
    {
        Become(new StatusReason(ReasonCode.SameNumberElsewhere) { SeenNumber = Number!.E164, OtherChannel = owner }, now);
        Number = null;
    }

    private bool Takes(PhoneNumber number, string? owner, DateTimeOffset now)
    {
        if (owner is not null)
        {
            Become(new StatusReason(ReasonCode.SameNumberElsewhere) { SeenNumber = number.E164, OtherChannel = owner }, now);
            return false;
        }

        if (Number is not null && !Number.SameAs(number) && !OtherNumberAllowed)
        {
            Become(new StatusReason(ReasonCode.WrongNumber) { SeenNumber = number.E164 }, now);
            return false;
        }

        return true;
    }

    private void Keep(PhoneNumber number, DateTimeOffset now)
    {
        if (Number is not null && !Number.SameAs(number))
        {
            ProfileName = null;
            PictureTag = null;
        }

        Number = number;
        OtherNumberAllowed = false;
        LinkedAt ??= now;
    }
}
