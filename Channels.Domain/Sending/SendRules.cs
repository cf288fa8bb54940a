using Channels.Domain.Messages;

namespace Channels.Domain.Sending;

/// <summary>What may become of a message whose turn it is.</summary>
public enum SendStep
{
    /// <summary>It is handed over.</summary>
    Go,

    /// <summary>It waits for its line.</summary>
    Hold,

    /// <summary>Somebody has to decide.</summary>
    Ask,

    Expire,

    Fail,
}

/// <summary>Decides, of a message whose time has come, what becomes of it as its channel stands.</summary>
public static class SendRules
{
    public static (SendStep Step, SendCause? Cause) Of(OutgoingMessage message, Channel channel, SendOptions options, DateTimeOffset now)
    {
        if (message.ExpiresAt <= now)
        {
            return (SendStep.Expire, null);
        }

        // Whoever had it sent, or decided, after the ban knew of it. One that is over by now is no less a ban.
        if ((message.DecidedAt ?? message.AcceptedAt) < channel.BannedAt)
        {
            return (SendStep.Ask, SendCause.Banned);
        }

        if (message.Under is { } under && channel.Number is { } number && !under.SameAs(number))
        {
            return (SendStep.Ask, SendCause.OtherNumber);
        }

        var waitsSince = message.DecidedAt > message.DueAt ? message.DecidedAt.Value : message.DueAt;
        if (now - waitsSince > options.AskAfter || (channel.DownTo > waitsSince && channel.DownTo - channel.DownFrom > options.AskAfter))
        {
            return (SendStep.Ask, SendCause.Late);
        }

        if (channel.Status != ChannelStatus.Connected || channel.IsBeingRemoved)
        {
            return message.Waits ? (SendStep.Hold, null) : (SendStep.Fail, SendCause.NotConnected);
        }

        return message.Type == MessageType.Template && channel.Method == ConnectionMethod.WhatsAppWeb
            ? (SendStep.Fail, SendCause.Unreachable)
            : (SendStep.Go, null);
    }
}
