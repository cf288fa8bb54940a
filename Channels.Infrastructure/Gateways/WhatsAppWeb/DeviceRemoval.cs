using Channels.Domain;
using Channels.Infrastructure.Persistence;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>
/// Unlinks the device of a channel that is being removed: once each time it is asked, without a word about the line, and
/// at rest in between. Messages that come along are told. Used inside the mailbox only.
/// </summary>
internal sealed class DeviceRemoval(
    ChannelId id, WebSessionParts parts, Mailbox mailbox, AccountNews news, Func<LineOrder, HeldLine> open)
{
    private readonly WhatsAppWebOptions _options = parts.Options.Value;
    private Phase.OnLine? _line;
    private Attempt? _attempt;

    public HeldLine? Held => _line?.Held;

    public bool IsLogin => _line is { IsLogin: true };

    /// <summary>Joins the attempt under way, or begins one.</summary>
    /// <param name="from">How the connection stood; its line is taken over.</param>
    /// <returns>The end of the attempt, not to be awaited inside the mailbox.</returns>
    public async Task<Task> UnlinkAsync(Phase from)
    {
        if (_attempt is { } underWay)
        {
            return underWay.Done.Task;
        }

        var attempt = new Attempt();
        _attempt = attempt;
        _line = from as Phase.OnLine;
        switch (_line)
        {
            case null:
                await LogInAsync(attempt);
                break;
            case Phase.Online online:
                LogOut(online.Line, attempt);
                break;
            case { State.Linked: false } pairing:
                // Should the phone have agreed at this very moment, there are credentials once it is closed.
                pairing.Line.Line.Close();
                break;
        }

        return attempt.Done.Task;
    }

    public Task HearAsync(LineEvent heard)
    {
        switch (heard)
        {
            case LineClosed closed:
                return EndedAsync(closed);
            case LineConnecting:
                _line?.Line.GiveUpAfter(IsLogin ? _options.LoginDeadline : _options.CodeDeadline);
                return Task.CompletedTask;
            case LineOpened when _attempt is { } attempt:
                LogOut(_line!.Line, attempt);
                return Task.CompletedTask;

            // WhatsApp counts it as delivered; the channel that took over gets it.
            case MessageHeard or MessagesHandedOver:
                return news.HearAsync(heard, mailbox.Stopping);
            default:
                return Task.CompletedTask;
        }
    }

    /// <summary>The line is closed, and nothing follows from that: the app stops.</summary>
    public void LetGo()
    {
        _line?.Line.StopTimers();
        _line = null;
    }

    private async Task LogInAsync(Attempt attempt)
    {
        try
        {
            if (await parts.Keys.ReadCredentialsAsync(id, mailbox.Stopping) is { } credentials)
            {
                var proxy = await parts.Keys.ReadProxyAsync(id, mailbox.Stopping);
                _line = new Phase.LoggingIn(open(new LineOrder(id, credentials) { Proxy = ProxyRoute.Of(proxy) }));
            }
            else
            {
                await GoneAsync(attempt);
            }
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            Fail(attempt, problem);
        }
    }

    private void LogOut(HeldLine held, Attempt attempt)
    {
        held.Deadline.Cancel();
        attempt.LogsOut = true;
        _ = LogOutAsync(held.Line, attempt);
    }

    private async Task LogOutAsync(ISidecarLine line, Attempt attempt)
    {
        var told = false;
        try
        {
            told = await line.LogOutAsync();
        }
        catch (Exception problem)
        {
            WebSession.Log.Failed(parts.Logger, id, problem);
        }

        // What it still brings and its end are heard before what follows here.
        line.Close();
        await line.Closed;
        mailbox.Post(() => LoggedOutAsync(attempt, told));
    }

    private async Task LoggedOutAsync(Attempt attempt, bool told)
    {
        if (told || attempt.DeviceEnded)
        {
            await GoneAsync(attempt);
        }
        else
        {
            Fail(attempt, new GatewayUnavailable(attempt.Cause));
        }
    }

    private async Task EndedAsync(LineClosed closed)
    {
        var state = _line!.State;
        var verdict = CloseTable.Decide(closed, state, parts.Time.GetUtcNow());
        LetGo();
        WebSession.Log.Closed(parts.Logger, id, closed.Code, closed.Text, verdict.Action);
        if (_attempt is not { } attempt)
        {
            return;
        }

        if (!state.Linked)
        {
            await LogInAsync(attempt);
        }
        else if (verdict.Action == CloseAction.Reopen && attempt is { Reopened: false, LogsOut: false })
        {
            attempt.Reopened = true;
            await LogInAsync(attempt);
        }
        else if (attempt.LogsOut)
        {
            attempt.DeviceEnded = CloseTable.EndsDevice(verdict, closed);
            attempt.Cause = verdict.Cause == ConnectionCause.Unknown ? ConnectionCause.NoAnswer : verdict.Cause;
        }
        else if (verdict.IsDoubtful && attempt.Doubted != closed.Code)
        {
            attempt.Doubted = closed.Code;
            await LogInAsync(attempt);
        }
        else if (CloseTable.EndsDevice(verdict, closed))
        {
            await GoneAsync(attempt);
        }
        else
        {
            Fail(attempt, new GatewayUnavailable(verdict.Cause));
        }
    }

    private async Task GoneAsync(Attempt attempt)
    {
        try
        {
            await parts.Keys.ForgetAsync(id, mailbox.Stopping);
            _attempt = null;
            attempt.Done.TrySetResult();
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            Fail(attempt, problem);
        }
    }

    private void Fail(Attempt attempt, Exception problem)
    {
        _attempt = null;
        attempt.Done.TrySetException(problem is CredentialsUnreadableException
            ? new GatewayUnavailable(ConnectionCause.Unknown, problem)
            : problem);
    }

    private sealed class Attempt
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>WhatsApp asked for another line, which it gets once.</summary>
        public bool Reopened { get; set; }

        /// <summary>The code of an end that may be odd.</summary>
        public int? Doubted { get; set; }

        /// <summary>The line is open, and WhatsApp was asked.</summary>
        public bool LogsOut { get; set; }

        /// <summary>The line ended because there is no device any more.</summary>
        public bool DeviceEnded { get; set; }

        /// <summary>Why the line ended meanwhile.</summary>
        public ConnectionCause Cause { get; set; } = ConnectionCause.NoAnswer;
    }
}
