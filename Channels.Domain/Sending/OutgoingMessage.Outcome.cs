namespace Channels.Domain.Sending;

/// <summary>What becomes of it.</summary>
public sealed partial class OutgoingMessage
{
    /// <summary>WhatsApp took it.</summary>
    /// <param name="providerId">WhatsApp's own id, where that is not the one that we chose.</param>
    public bool Take(string? providerId, DateTimeOffset now)
    {
        WhatsAppId = providerId ?? WhatsAppId;
        SentAt ??= now;

        // A receipt may have been faster than the answer, and so may a refusal.
        return State < SendState.Failed && Become(SendState.Sent, now);
    }

    /// <summary>WhatsApp refused it. Once a device of the contact's has it, nobody can.</summary>
    public bool Refuse(SendCause cause, string? refusal, DateTimeOffset now) =>
        State is SendState.Sending or SendState.Uncertain or SendState.Sent or SendState.Queued or SendState.Undecided
        && Become(SendState.Failed, now, cause, refusal);

    /// <summary>It did not leave: it waits again.</summary>
    /// <param name="notBefore">When it may be tried again; null at once.</param>
    public bool GoBack(DateTimeOffset? notBefore, DateTimeOffset now)
    {
        if (State != SendState.Sending)
        {
            return false;
        }

        (NotBefore, Tries, Line) = (notBefore, Tries + 1, null);
        return Become(SendState.Queued, now);
    }

    /// <summary>Nobody knows whether it left.</summary>
    public bool Lose(DateTimeOffset now) => State == SendState.Sending && Become(SendState.Uncertain, now);

    /// <summary>A receipt: <see cref="SendState.Sent"/>, <see cref="SendState.Delivered"/> or <see cref="SendState.Read"/>.</summary>
    public bool Acknowledge(SendState state, DateTimeOffset at, DateTimeOffset now)
    {
        var known = (SentAt, DeliveredAt, ReadAt);
        SentAt ??= at;
        DeliveredAt = state >= SendState.Delivered ? DeliveredAt ?? at : DeliveredAt;
        ReadAt = state >= SendState.Read ? ReadAt ?? at : ReadAt;

        // What was taken may still be refused; what arrived was not.
        var rises = state == SendState.Sent ? State < SendState.Failed : State < state;
        return rises ? Become(state, now) : known != (SentAt, DeliveredAt, ReadAt);
    }

    /// <summary>Its time is over.</summary>
    public bool Expire(DateTimeOffset now) => IsWaiting
        && (EndsWithWindow ? Become(SendState.Failed, now, SendCause.WindowClosed) : Become(SendState.Expired, now));

    /// <summary>It does not leave before somebody decides.</summary>
    public bool Ask(SendCause cause, DateTimeOffset now) => State == SendState.Queued && Become(SendState.Undecided, now, cause);

    /// <summary>Somebody takes it back.</summary>
    /// <exception cref="RuleViolation">It was handed over already, or is over.</exception>
    public void Cancel(DateTimeOffset now)
    {
        if (!IsWaiting && State != SendState.Uncertain)
        {
            throw new RuleViolation(Rule.MessageDecided);
        }

        Become(SendState.Cancelled, now);
    }

    /// <summary>Somebody decides that it is sent, in its old place and under its old id.</summary>
    /// <param name="channel">The channel that sends it; one whose outcome nobody knows stays on its own.</param>
    /// <exception cref="RuleViolation">Nothing is to be decided: it waits there anyway, was handed over, or is over.</exception>
    public void Send(Channel channel, DateTimeOffset now)
    {
        var goesElsewhere = State == SendState.Queued && channel.Id != Channel;
        if (!goesElsewhere && State is not (SendState.Undecided or SendState.Uncertain))
        {
            throw new RuleViolation(Rule.MessageDecided);
        }

        if (State == SendState.Uncertain && channel.Id != Channel)
        {
            throw new RuleViolation(Rule.MessageUncertainElsewhere);
        }

        (Channel, Under, NotBefore, DecidedAt) = (channel.Id, channel.Number, null, now);
        ExpiresAt = ExpiresAt <= now && !EndsWithWindow ? now + SendOptions.UsualLife : ExpiresAt;
        Become(SendState.Queued, now);
    }
}
