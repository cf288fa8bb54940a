using Channels.Domain;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>WhatsApp forbids the account new chats for a time, by its own clock. That outlives the line that told of it.</summary>
internal sealed class Restriction(LineWords words)
{
    private DateTimeOffset? _until;

    public async Task HearAsync(RestrictionHeard heard, HeldLine held)
    {
        var was = _until;
        _until = heard.Active ? heard.Until ?? DateTimeOffset.MaxValue : null;
        if (was is not null && _until is null)
        {
            held.RestrictionEnd.Cancel();
            await words.SayAsync(new StatusReason(ReasonCode.Connected));
        }
    }

    /// <summary>Says it of a line that is open, and its end when that comes.</summary>
    /// <param name="now">By WhatsApp's clock.</param>
    public async Task TellAsync(HeldLine held, DateTimeOffset now)
    {
        if (_until is not { } until || until <= now)
        {
            return;
        }

        var known = until == DateTimeOffset.MaxValue ? (DateTimeOffset?)null : until;
        if (known is not null)
        {
            held.RestrictionEnd.Set(until - now, () => HearAsync(new RestrictionHeard(Active: false, Until: null), held));
        }

        await words.SayAsync(new StatusReason(ReasonCode.ConnectedRestricted) { Until = known });
    }

    /// <summary>The next account is another one.</summary>
    public void Forget() => _until = null;
}
