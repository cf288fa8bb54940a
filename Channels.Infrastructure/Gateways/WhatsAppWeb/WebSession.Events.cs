using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Observe;
using Microsoft.Extensions.Logging;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>What a session does with what it hears of its line.</summary>
internal sealed partial class WebSession
{
    private void Hear(ISidecarLine line, LineEvent heard) => _mailbox.Post(() => HearAsync(line, heard));

    private Task HearAsync(ISidecarLine line, LineEvent heard)
    {
        // Whatever is heard of an open line came from WhatsApp.
        if (line == OpenLine && _leaving is null && heard is not LineClosed)
        {
            _parts.Voice.Confirm(_id);
        }

        return DoAsync(line, heard);
    }

    private Task DoAsync(ISidecarLine line, LineEvent heard) => heard switch
    {
        _ when line != _line => Task.CompletedTask,
        LineClosed closed => EndedAsync(closed),
        _ when _goes => HearGoingAsync(line, heard),
        _ when _leaving is not null => Task.CompletedTask,
        _ when _givesWay && heard is not DeviceLinked => Task.CompletedTask,
        LineConnecting => OnConnectingAsync(),
        CodeShown code => OnCodeAsync(code),
        CodeMade code => OnCodeMadeAsync(code),
        CodeAnswered => OnCodeAnsweredAsync(),
        DeviceLinked => OnLinkedAsync(),
        PasskeyAsked => OnPasskeyAsync(),
        LineOpened opened => OnOpenedAsync(opened),
        RestrictionHeard restriction => OnRestrictionAsync(restriction),
        _ => _news.HearAsync(heard, _mailbox.Stopping),
    };

    private Task OnConnectingAsync()
    {
        SetDeadline(_state.Linked ? _options.LoginDeadline : _options.CodeDeadline);
        return Task.CompletedTask;
    }

    private async Task OnCodeAsync(CodeShown code)
    {
        // Should the engine forget to show the next code or to give up, we do.
        SetDeadline(code.Lifetime + _options.CodeDeadline);
        if (_state.PasskeyAsked)
        {
            return;
        }

        var first = !_state.CodeShown;
        _state = _state with { CodeShown = true };
        _parts.Voice.ShowCode(_id, new PairingCode(code.Text, Now + code.Lifetime));
        if (first)
        {
            await SayAsync(new StatusReason(ReasonCode.CodeOnScreen));
        }
    }

    private Task OnLinkedAsync()
    {
        SetDeadline(_options.LoginDeadline);
        (_reopened, _givesWay) = (false, false);
        _typed.Cancel();
        _state = _state with { Linked = true };
        _parts.Voice.HideCode(_id);
        return SayAsync(new StatusReason(ReasonCode.CodeScanned), newLink: true);
    }

    private Task OnPasskeyAsync()
    {
        _typed.Cancel();
        _state = _state with { PasskeyAsked = true };
        _parts.Voice.HideCode(_id);
        return SayAsync(new StatusReason(ReasonCode.PasskeyWanted));
    }

    private async Task OnOpenedAsync(LineOpened opened)
    {
        _deadline.Cancel();
        _openedAt = Now;
        _reopened = false;
        _number = PhoneNumber.FromDigits(opened.Number);
        if (_number is null)
        {
            await GiveUpAsync(_line!, ConnectionCause.SessionError);
            return;
        }

        if (_expelling)
        {
            _ = Leave();
            return;
        }

        PingLater();
        _parts.Voice.Confirm(_id);
        if (await LogInAsync())
        {
            await _news.HearAsync(opened, _mailbox.Stopping);
            _ = _news.FetchPictureAsync(_line!, _number, _mailbox.Stopping);
        }

        Settle();
    }

    private async Task<bool> LogInAsync()
    {
        if (await _parts.Voice.SayAsync(new ObserveLogin(_id, _number!), _mailbox.Stopping))
        {
            _told = true;
            await RestrictAsync();
            return true;
        }

        // The domain has written why. The device goes, and nothing more is said about it.
        Log.NumberRefused(_parts.Logger, _id, _number!.Masked);
        _ = Leave();
        return false;
    }

    private void PingLater() => _ping.Set(_options.PingInterval, () =>
    {
        if (_line is { } line)
        {
            _ = ProbeAsync(line);
        }

        return Task.CompletedTask;
    });

    private async Task ProbeAsync(ISidecarLine line)
    {
        var alive = await AnswersAsync(line);
        _mailbox.Post(() => alive ? OnAliveAsync(line) : GiveUpAsync(line, ConnectionCause.Lost));
    }

    private Task OnAliveAsync(ISidecarLine line)
    {
        if (line != OpenLine || _leaving is not null)
        {
            return Task.CompletedTask;
        }

        PingLater();
        _parts.Voice.Confirm(_id);

        // The store failed when the login was to be told: the card still waits for it.
        return _told ? Task.CompletedTask : LogInAsync();
    }

    private async Task OnRestrictionAsync(RestrictionHeard restriction)
    {
        var was = _restrictedUntil;
        _restrictedUntil = restriction.Active ? restriction.Until ?? DateTimeOffset.MaxValue : null;
        if (was is not null && _restrictedUntil is null)
        {
            _restriction.Cancel();
            await SayAsync(new StatusReason(ReasonCode.Connected));
        }

        await RestrictAsync();
    }

    private async Task RestrictAsync()
    {
        if (_number is null || _restrictedUntil is not { } until || until <= Now)
        {
            return;
        }

        var known = until == DateTimeOffset.MaxValue ? (DateTimeOffset?)null : until;
        if (known is not null)
        {
            _restriction.Set(until - Now, () => OnRestrictionAsync(new RestrictionHeard(Active: false, Until: null)));
        }

        await SayAsync(new StatusReason(ReasonCode.ConnectedRestricted) { Until = known });
    }

    private async Task EndedAsync(LineClosed closed)
    {
        var good = _openedAt is { } openedAt && Now - openedAt >= _options.Steady;
        if (good)
        {
            _backOff.Reset();
            _sessionErrors = 0;
        }

        var wasOpen = OpenLine is not null;
        StopTimers();
        (_line, _number, _openedAt, _told) = (null, null, null, false);
        if (_state.CodeShown)
        {
            _parts.Voice.HideCode(_id);
        }

        var verdict = CloseTable.Decide(closed, _state, Now);
        if (_leaving is null && !_ending)
        {
            Log.Closed(_parts.Logger, _id, closed.Code, closed.Text, verdict.Action);
            await (_goes ? GoOnAsync(verdict, closed)
                : _givesWay ? OpenAsync(mayPair: true)
                : FollowAsync(OfTyping(verdict), closed, wasOpen));
        }

        if (_line is null)
        {
            Settle();
        }
    }

    private async Task FollowAsync(CloseVerdict verdict, LineClosed closed, bool wasOpen)
    {
        // A server that asks for it again and again gets the waits of a retry.
        if (verdict.Action == CloseAction.Reopen && !_reopened)
        {
            _reopened = true;
            await OpenAsync(mayPair: !_state.Linked);
            if (wasOpen)
            {
                await SayAsync(new StatusReason(ReasonCode.Reconnecting) { Cause = ConnectionCause.Closed });
            }
        }
        else if (verdict.Action == CloseAction.Reopen && !_state.Linked)
        {
            await StopAsync(new CloseVerdict(
                CloseAction.Stop, verdict.Cause, new StatusReason(ReasonCode.PairingFailed) { Cause = verdict.Cause }));
        }
        else if (verdict.Action is CloseAction.Retry or CloseAction.Reopen)
        {
            await RetryAsync(verdict.Cause, closed.HttpStatus);
        }
        else
        {
            await StopAsync(verdict);
        }
    }

    private async Task RetryAsync(ConnectionCause cause, int? httpStatus)
    {
        _sessionErrors = cause == ConnectionCause.SessionError ? _sessionErrors + 1 : 0;
        var failing = _sessionErrors >= FailingAfter;
        var delay = failing ? _backOff.NextAtLast() : _backOff.Next();
        _retry.Set(delay, () => OpenAsync(mayPair: false));
        _banned = false;

        var reason = new StatusReason(failing ? ReasonCode.SessionFailing : ReasonCode.Reconnecting)
        {
            Attempt = _backOff.Attempt,
            NextTryAt = Now + delay,
        };
        await SayAsync(failing ? reason : reason with { Cause = cause, HttpStatus = httpStatus });
    }

    private async Task StopAsync(CloseVerdict verdict)
    {
        if (verdict.Reason!.Until is { } until)
        {
            RetryAt(until);
        }

        await SaidAsync(async () =>
        {
            if (verdict.Action == CloseAction.Forget)
            {
                await _parts.Keys.ForgetAsync(_id, _mailbox.Stopping);
            }

            await SayAsync(verdict.Reason);
        });
    }

    private void RetryAt(DateTimeOffset banEnds)
    {
        _retry.Set(banEnds - Now, () => OpenAsync(mayPair: false));
        _banned = true;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "WhatsApp Web {Channel}: line closed, code {Code}, \"{Text}\": {Action}")]
        public static partial void Closed(ILogger logger, ChannelId channel, int? code, string? text, CloseAction action);

        [LoggerMessage(LogLevel.Warning, "WhatsApp Web {Channel}: number {Number} refused, the device is logged out")]
        public static partial void NumberRefused(ILogger logger, ChannelId channel, string number);

        [LoggerMessage(LogLevel.Error, "WhatsApp Web {Channel}: something failed")]
        public static partial void Failed(ILogger logger, ChannelId channel, Exception problem);
    }
}
