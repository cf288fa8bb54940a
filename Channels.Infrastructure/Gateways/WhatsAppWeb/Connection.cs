using Channels.Domain;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>How the connection of one channel stands, and how it lets go of its line. Used inside the mailbox only.</summary>
internal sealed class Connection(ChannelId id, WebSessionParts parts, Mailbox mailbox, LineWords words) : IDisposable
{
    // What an engine that obeys needs beyond the grace that the other side gets.
    private static readonly TimeSpan CloseMargin = TimeSpan.FromSeconds(4);

    private readonly Alarm _next = new(parts.Time, mailbox);
    private volatile Phase _phase = new Phase.Untouched();
    private volatile bool _ending;
    private TaskCompletionSource _settled = NewSignal();

    public ChannelId Id => id;

    /// <summary>Can be read from anywhere.</summary>
    public Phase Phase => _phase;

    /// <summary>The line that messages go out on; one that is being left counts until it is closed.</summary>
    public HeldLine? Open => _phase is Phase.Online or Phase.Leaving { Before: Phase.Online } ? _phase.Held : null;

    /// <summary>Nothing opens any more, nor follows from an end.</summary>
    public bool IsEnding => _ending;

    /// <summary>Completes with the next login or end of a line.</summary>
    public Task Settled => _settled.Task;

    public void Become(Phase phase)
    {
        _next.Cancel();
        _phase = phase;
        parts.Outage.Note(id, isOpen: phase is Phase.Online);
    }

    /// <param name="then">Leaves the wait for another phase, unless something else is going to.</param>
    public Phase.Waiting Wait(TimeSpan delay, bool maySkip, Func<Task> then)
    {
        var waiting = new Phase.Waiting(maySkip);
        _next.Set(delay, then);
        _phase = waiting;
        return waiting;
    }

    public void Settle()
    {
        _settled.TrySetResult();
        _settled = NewSignal();
    }

    /// <summary>The pairing ends without a word; once its line is closed, the next one opens.</summary>
    /// <param name="stuck">What happens should the engine lose the word, so that the next one opens all the same.</param>
    public void GiveWay(Phase.Pairing pairing, PhoneNumber? typedOn, Func<Task> stuck)
    {
        pairing.Line.StopTimers();
        words.HideCode();
        Become(new Phase.GivingWay(pairing.Line, pairing.Codes, typedOn));

        // Before the line is asked to close.
        pairing.Line.Deadline.Set(parts.Options.Value.CloseGrace + CloseMargin, stuck);
        pairing.Line.Line.Close();
    }

    /// <summary>From now on nothing of the line is observed any more; it is unlinked where that is possible, and forgotten.</summary>
    /// <returns>Whether WhatsApp took note, or had nothing to; not to be awaited inside the mailbox.</returns>
    public Task<bool> Leave()
    {
        switch (_phase)
        {
            // Whoever removes the channel unlinks the device.
            case Phase.Going:
                return Task.FromResult(false);
            case Phase.Leaving leaving:
                return leaving.Done;
        }

        words.DropUnsaid();
        words.HideCode();
        _phase.Held?.StopTimers();
        Phase before = _phase switch
        {
            Phase.GivingWay given => new Phase.Pairing(given.Line, given.Codes),
            Phase.OnLine line => line,
            _ => new Phase.Resting(),
        };
        var done = LeaveAsync(before);
        Become(new Phase.Leaving(before, done));
        return done;
    }

    /// <summary>Unlinks the device of a channel that is being removed; nothing else happens here any more.</summary>
    /// <returns>What has to end first, before this is asked again, or its own end; neither to be awaited inside the mailbox.</returns>
    public async Task<(Task? Leaving, Task Unlinked)> RemoveAsync(Func<DeviceRemoval> begin)
    {
        var from = _phase;
        if (from is Phase.Leaving leaving)
        {
            return (leaving.Done, Task.CompletedTask);
        }

        if (from is not Phase.Going going)
        {
            going = new Phase.Going(begin());
            Become(going);
            from.Held?.StopTimersButDeadline();
            words.Silent = false;
            words.DropUnsaid();
            words.HideCode();
            Settle();
        }

        return (null, await going.Removal.UnlinkAsync(from));
    }

    /// <summary>From now on nothing opens, also where that is asked for already. Can be called from anywhere.</summary>
    public void End() => _ending = true;

    /// <returns>What to wait for; not inside the mailbox.</returns>
    public Task Close()
    {
        Dispose();
        if (_phase is Phase.Leaving leaving)
        {
            return leaving.Done;
        }

        _phase.Held?.Line.Close();
        return _phase.Held?.Line.Closed ?? Task.CompletedTask;
    }

    public void Dispose()
    {
        _next.Cancel();
        _phase.Held?.StopTimers();
        parts.Outage.Note(id, isOpen: false);
    }

    private async Task<bool> LeaveAsync(Phase before)
    {
        try
        {
            var linked = await parts.Keys.HasCredentialsAsync(id, mailbox.Stopping);
            var told = before is Phase.Online online && await online.Line.Line.LogOutAsync();
            if (before.Held is { Line: var line })
            {
                line.Close();
                await line.Closed.WaitAsync(mailbox.Stopping);
            }

            await parts.Keys.ForgetAsync(id, mailbox.Stopping);
            return told || !linked;
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            WebSession.Log.Failed(parts.Logger, id, problem);
            throw;
        }
        finally
        {
            mailbox.Post(() =>
            {
                words.Silent = false;
                Become(((Phase.Leaving)_phase).Before);
                return Task.CompletedTask;
            });
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
