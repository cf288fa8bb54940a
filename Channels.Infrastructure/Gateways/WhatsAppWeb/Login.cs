using Channels.Domain;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>
/// What a line that logged in is good for: its number and its news are told, and what comes of it proves that the
/// connection lives. Used inside the mailbox only.
/// </summary>
internal sealed class Login(WebSessionParts parts, Mailbox mailbox, LineWords words, Connection connection)
{
    private readonly Restriction _restriction = new(words);
    private TimeSpan? _clockAhead;

    private DateTimeOffset TheirNow => parts.Time.GetUtcNow() + (_clockAhead ?? TimeSpan.Zero);

    public AccountNews News { get; } = new(connection.Id, parts, mailbox);

    public async Task OpenedAsync(Phase.Online online, LineOpened opened)
    {
        connection.Become(online);
        _clockAhead = opened.Time - parts.Time.GetUtcNow();
        if (words.Silent)
        {
            _ = connection.Leave();
            return;
        }

        PingLater(online.Line);
        words.Confirm();
        if (await TellAsync(online))
        {
            await News.HearAsync(opened, mailbox.Stopping);
            await News.ReceiveKeptAsync(mailbox.Stopping);
            _ = News.FetchPictureAsync(online.Line.Line, online.Number, mailbox.Stopping);
        }

        connection.Settle();
    }

    /// <summary>Tells the domain who logged in. A number that the channel may not have is unlinked.</summary>
    /// <returns>Whether it may have it.</returns>
    public async Task<bool> TellAsync(Phase.Online online)
    {
        if (await words.SayLoginAsync(online.Number, _clockAhead))
        {
            connection.Become(online with { Told = true });
            await _restriction.TellAsync(online.Line, TheirNow);
            return true;
        }

        // The domain has written why. The device goes, and nothing more is said about it.
        WebSession.Log.NumberRefused(parts.Logger, connection.Id, online.Number.Masked);
        _ = connection.Leave();
        return false;
    }

    /// <summary>Tells what the store did not take: who logged in, and what was received.</summary>
    public async Task TellUntoldAsync()
    {
        if (connection.Phase is Phase.Online { Told: false } online)
        {
            await TellAsync(online);
        }

        await News.ReceiveKeptAsync(mailbox.Stopping);
    }

    public async Task HearAsync(Phase.OnLine on, LineEvent heard)
    {
        if (heard is not RestrictionHeard restriction)
        {
            await News.HearAsync(heard, mailbox.Stopping);
            return;
        }

        await _restriction.HearAsync(restriction, on.Line);
        if (on is Phase.Online)
        {
            await _restriction.TellAsync(on.Line, TheirNow);
        }
    }

    /// <summary>What came of a ping.</summary>
    public async Task OnPingAsync(HeldLine held, bool alive)
    {
        if (!alive && connection.Phase.Held == held)
        {
            held.GiveUp(ConnectionCause.Lost);
        }
        else if (alive && connection.Phase is Phase.Online online && online.Line == held)
        {
            PingLater(held);
            words.Confirm();
            if (!online.Told)
            {
                // The store failed when the login was to be told: the card still waits for it.
                await TellAsync(online);
            }
        }
    }

    /// <summary>The next account is another one.</summary>
    public void ForgetAccount() => _restriction.Forget();

    private void PingLater(HeldLine held) => held.Ping.Set(parts.Options.Value.PingInterval, () =>
    {
        _ = PingAsync(held);
        return Task.CompletedTask;
    });

    private async Task PingAsync(HeldLine held)
    {
        var alive = await held.AnswersAsync();
        mailbox.Post(() => OnPingAsync(held, alive));
    }
}
