using Channels.Domain;
using Channels.Infrastructure.Persistence;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>
/// How a session unlinks the device of a channel that goes: once each time it is asked, without a word about the line,
/// and at rest in between. Messages that come along are told.
/// </summary>
internal sealed partial class WebSession
{
    private bool _goes;
    private Unlinking? _unlinking;

    /// <summary>
    /// Unlinks the device and forgets its credentials. Those that cannot be read are kept: the keys to them may come back,
    /// and until they are forgotten somebody is told that the phone still lists the device.
    /// </summary>
    /// <exception cref="GatewayUnavailable">WhatsApp could not be told.</exception>
    public async Task RemoveAsync()
    {
        try
        {
            while (true)
            {
                var (leaving, unlinked) = await _mailbox.AskAsync(TryUnlinkAsync);
                await Task.WhenAny(leaving ?? unlinked).WaitAsync(_mailbox.Stopping);
                if (leaving is null)
                {
                    await unlinked;
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (_mailbox.Stopping.IsCancellationRequested)
        {
            throw new GatewayUnavailable(ConnectionCause.EngineStopped);
        }
    }

    private async Task<(Task? Leaving, Task Unlinked)> TryUnlinkAsync()
    {
        if (_leaving is not null)
        {
            return (_leaving, Task.CompletedTask);
        }

        if (_unlinking is { } underWay)
        {
            return (null, underWay.Done.Task);
        }

        var unlinking = new Unlinking();
        (_unlinking, _goes, _touched) = (unlinking, true, true);
        (_expelling, _banned, _reopened, _unsaid) = (false, false, false, null);
        _retry.Cancel();
        _ping.Cancel();
        _restriction.Cancel();
        _parts.Voice.HideCode(_id);
        Settle();
        if (_line is null)
        {
            await LogInToUnlinkAsync(unlinking);
        }
        else if (_number is not null)
        {
            LogOut(_line, unlinking);
        }
        else if (!_state.Linked)
        {
            // A pairing. Should the phone have agreed at this very moment, there are credentials once it is closed.
            _line.Close();
        }

        return (null, unlinking.Done.Task);
    }

    private async Task LogInToUnlinkAsync(Unlinking unlinking)
    {
        try
        {
            if (await _parts.Keys.ReadCredentialsAsync(_id, _mailbox.Stopping) is not { } credentials)
            {
                await GoneAsync(unlinking);
                return;
            }

            _state = new LineState(Linked: true, CodeShown: false, PasskeyAsked: false, EndedBy: null);
            SetDeadline(_options.EngineDeadline, ConnectionCause.EngineStopped);
            _line = _parts.Sidecar.Open(new LineOrder(_id, credentials), Hear);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            Fail(unlinking, problem);
        }
    }

    private Task HearGoingAsync(ISidecarLine line, LineEvent heard)
    {
        switch (heard)
        {
            case LineConnecting:
                return OnConnectingAsync();
            case LineOpened when _unlinking is { } unlinking:
                LogOut(line, unlinking);
                return Task.CompletedTask;

            // WhatsApp counts it as delivered; the channel that took over gets it.
            case MessageHeard:
                return _news.HearAsync(heard, _mailbox.Stopping);
            default:
                return Task.CompletedTask;
        }
    }

    private void LogOut(ISidecarLine line, Unlinking unlinking)
    {
        _deadline.Cancel();
        unlinking.LogsOut = true;
        _ = LogOutAsync(line, unlinking);
    }

    private async Task LogOutAsync(ISidecarLine line, Unlinking unlinking)
    {
        var told = false;
        try
        {
            told = await line.LogOutAsync();
        }
        catch (Exception problem)
        {
            Log.Failed(_parts.Logger, _id, problem);
        }

        // What it still brings and its end are heard before what follows here.
        line.Close();
        await line.Closed;
        _mailbox.Post(() => LoggedOutAsync(unlinking, told));
    }

    private async Task LoggedOutAsync(Unlinking unlinking, bool told)
    {
        if (told || unlinking.DeviceEnded)
        {
            await GoneAsync(unlinking);
        }
        else
        {
            Fail(unlinking, new GatewayUnavailable(unlinking.Cause));
        }
    }

    /// <summary>After the end of a line of a channel that goes.</summary>
    private async Task GoOnAsync(CloseVerdict verdict, LineClosed closed)
    {
        if (_unlinking is not { } unlinking)
        {
            return;
        }

        if (!_state.Linked)
        {
            await LogInToUnlinkAsync(unlinking);
        }
        else if (verdict.Action == CloseAction.Reopen && !_reopened && !unlinking.LogsOut)
        {
            _reopened = true;
            await LogInToUnlinkAsync(unlinking);
        }
        else if (unlinking.LogsOut)
        {
            unlinking.DeviceEnded = CloseTable.EndsDevice(verdict, closed);
            unlinking.Cause = verdict.Cause == ConnectionCause.Unknown ? ConnectionCause.NoAnswer : verdict.Cause;
        }
        else if (CloseTable.EndsDevice(verdict, closed))
        {
            await GoneAsync(unlinking);
        }
        else
        {
            Fail(unlinking, new GatewayUnavailable(verdict.Cause));
        }
    }

    private async Task GoneAsync(Unlinking unlinking)
    {
        try
        {
            await _parts.Keys.ForgetAsync(_id, _mailbox.Stopping);
            _unlinking = null;
            unlinking.Done.TrySetResult();
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            Fail(unlinking, problem);
        }
    }

    private void Fail(Unlinking unlinking, Exception problem)
    {
        _unlinking = null;
        unlinking.Done.TrySetException(problem is CredentialsUnreadableException
            ? new GatewayUnavailable(ConnectionCause.Unknown, problem)
            : problem);
    }

    /// <summary>One attempt.</summary>
    private sealed class Unlinking
    {
        public TaskCompletionSource Done { get; } = NewSignal();

        /// <summary>The line is open, and WhatsApp was asked.</summary>
        public bool LogsOut { get; set; }

        /// <summary>The line ended because there is no device any more.</summary>
        public bool DeviceEnded { get; set; }

        /// <summary>Why the line ended meanwhile.</summary>
        public ConnectionCause Cause { get; set; } = ConnectionCause.NoAnswer;
    }
}
