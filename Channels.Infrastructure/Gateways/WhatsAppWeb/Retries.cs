using Channels.Domain;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>What follows the end of a line, by how the lines before it ended.</summary>
internal sealed class Retries(WhatsAppWebOptions options)
{
    private const int FailingAfter = 5;

    private readonly DoublingWait _waits = options.RetryWaits;
    private int _attempts;
    private int _unreached;
    private int _sessionErrors;
    private bool _reopened;
    private int? _doubted;

    /// <summary>A person starts anew.</summary>
    public void Reset()
    {
        Settle();
        Progress();
    }

    /// <summary>A line was open for long enough.</summary>
    public void Settle()
    {
        _attempts = 0;
        _unreached = 0;
        _sessionErrors = 0;
    }

    /// <summary>
    /// A line got somewhere, so that WhatsApp may ask for another one again, what it refused before was odd, and the
    /// tries that did not reach it are no reason to wait for long the next time.
    /// </summary>
    public void Progress()
    {
        (_reopened, _doubted) = (false, null);
        _attempts -= _unreached;
        _unreached = 0;
    }

    public Sequel After(CloseVerdict verdict, LineClosed closed, LineState state, DateTimeOffset now)
    {
        if (verdict.IsDoubtful && _doubted != closed.Code)
        {
            _doubted = closed.Code;
            var refused = verdict.Cause == ConnectionCause.Unknown ? ConnectionCause.SessionError : verdict.Cause;
            return Later(refused, closed.HttpStatus, now, isSessionError: false);
        }

        switch (verdict.Action)
        {
            // A server that asks for it again and again gets the waits of a retry.
            case CloseAction.Reopen when !_reopened:
                _reopened = true;
                return new Sequel.Again();
            case CloseAction.Reopen when !state.Linked:
                return new Sequel.Over(
                    new StatusReason(ReasonCode.PairingFailed) { Cause = verdict.Cause }, ForgetsDevice: false);
            case CloseAction.Reopen or CloseAction.Retry:
                var later = Later(verdict.Cause, closed.HttpStatus, now, verdict.Cause == ConnectionCause.SessionError);
                return later with { IsOutage = IsOutage(verdict.Cause, closed, state) };

            // Its end is WhatsApp's and not ours, so nobody can skip it.
            case CloseAction.Pause when verdict.Reason!.Until is { } until:
                return new Sequel.Later(until - now, verdict.Reason, MaySkip: false);
            case CloseAction.Pause:
                return new Sequel.Later(options.LongPause, verdict.Reason! with { NextTryAt = now + options.LongPause });
            default:
                return new Sequel.Over(verdict.Reason!, ForgetsDevice: verdict.Action == CloseAction.Forget);
        }
    }

    /// <summary>WhatsApp was out of reach. A line that opens and breaks again and again keeps its own waits, whatever breaks it.</summary>
    private bool IsOutage(ConnectionCause cause, LineClosed closed, LineState state)
    {
        if (!LineCauses.IsOutOfReach(cause, closed, state.LoggedIn))
        {
            return false;
        }

        _unreached += state.LoggedIn ? 0 : 1;
        return !state.LoggedIn || _attempts == 1;
    }

    private Sequel.Later Later(ConnectionCause cause, int? httpStatus, DateTimeOffset now, bool isSessionError)
    {
        _sessionErrors = isSessionError ? _sessionErrors + 1 : 0;
        var failing = _sessionErrors >= FailingAfter;
        var delay = failing ? _waits.AtMost() : _waits.After(_attempts);
        _attempts++;
        var reason = new StatusReason(failing ? ReasonCode.SessionFailing : ReasonCode.Reconnecting)
        {
            Attempt = _attempts,
            NextTryAt = now + delay,
        };
        return new Sequel.Later(delay, failing ? reason : reason with { Cause = cause, HttpStatus = httpStatus });
    }
}

/// <summary>What is done after the end of a line.</summary>
internal abstract record Sequel
{
    private Sequel()
    {
    }

    /// <summary>The next line opens at once.</summary>
    public sealed record Again : Sequel;

    /// <param name="MaySkip">See <see cref="Phase.Waiting"/>.</param>
    /// <param name="IsOutage">WhatsApp was out of reach, see <see cref="Outage"/>.</param>
    public sealed record Later(TimeSpan Delay, StatusReason Reason, bool MaySkip = true, bool IsOutage = false) : Sequel;

    /// <summary>No next line, until a person acts.</summary>
    public sealed record Over(StatusReason Reason, bool ForgetsDevice) : Sequel;
}
