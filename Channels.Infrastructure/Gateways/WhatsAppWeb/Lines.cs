using Channels.Domain;
using Channels.Infrastructure.Persistence;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>
/// The lines of one channel, at most one at a time: opens them, and does what follows from what is heard of them. Used
/// inside the mailbox only. Timers are set before anything is said, so that a failing store stops no retry.
/// </summary>
internal sealed class Lines(WebSessionParts parts, Mailbox mailbox, LineWords words, Connection connection, Login login)
{
    private readonly WhatsAppWebOptions _options = parts.Options.Value;
    private readonly Retries _retries = new(parts.Options.Value);

    private ChannelId Id => connection.Id;

    private DateTimeOffset Now => parts.Time.GetUtcNow();

    /// <summary>A person asks: what went wrong before does not count.</summary>
    public Task StartAsync(PhoneNumber? typedOn)
    {
        _retries.Reset();
        return OpenAsync(mayPair: true, typedOn);
    }

    /// <param name="typedOn">For a pairing by a code that is typed on this phone.</param>
    /// <param name="isRespelled">WhatsApp knew the phone by none of its other spellings.</param>
    /// <param name="inTurn">The other lines wait for what becomes of it.</param>
    public async Task OpenAsync(bool mayPair, PhoneNumber? typedOn = null, bool isRespelled = false, bool inTurn = false)
    {
        connection.Become(new Phase.Resting());
        if (connection.IsEnding)
        {
            return;
        }

        words.DropUnsaid();
        var linked = !mayPair;
        try
        {
            var credentials = await ReadCredentialsAsync(forgetUnreadable: mayPair);
            if (credentials is null && !mayPair)
            {
                await words.SayAsync(new StatusReason(ReasonCode.CredentialsUnreadable));
                return;
            }

            linked = credentials is not null;
            var proxy = await parts.Keys.ReadProxyAsync(Id, mailbox.Stopping);
            if (!linked)
            {
                login.ForgetAccount();
                await parts.Keys.ForgetAsync(Id, mailbox.Stopping);
            }

            var turn = inTurn ? _options.TurnTimeout : (TimeSpan?)null;
            var held = Order(new LineOrder(Id, credentials, linked ? null : typedOn, turn) { Proxy = ProxyRoute.Of(proxy) });
            connection.Become(linked
                ? new Phase.LoggingIn(held)
                : new Phase.Pairing(held, new PairingCodes(parts, words, held, typedOn, isRespelled)));
        }
        catch (CredentialsUnreadableException)
        {
            await words.SayAsync(new StatusReason(ReasonCode.CredentialsUnreadable));
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            WebSession.Log.Failed(parts.Logger, Id, problem);
            var state = new LineState(linked, CodeShown: false, PasskeyAsked: false, EndedBy: null);
            await EndedAsync(new LineClosed(Text: "store"), state, ended: null);
        }
    }

    /// <summary>Logs in after a wait.</summary>
    public void OpenAfter(TimeSpan delay, bool maySkip) => connection.Wait(delay, maySkip, () => OpenAsync(mayPair: false));

    public DeviceRemoval BeginRemoval() => new(Id, parts, mailbox, login.News, Order);

    /// <summary>The line of the pairing is closed, as far as we care.</summary>
    public Task StuckAsync(HeldLine held) => HearAsync(held.Line, new LineClosed(Text: "stuck"));

    /// <summary>Logs in after a wait, or in its turn while no line is open.</summary>
    /// <returns>When its turn comes at the latest; null where it keeps its wait.</returns>
    private DateTimeOffset? OpenAfterOutage(TimeSpan delay)
    {
        var waiting = connection.Wait(
            delay, maySkip: true, () => parts.Outage.MayTry(Id) ? OpenAsync(mayPair: false) : Task.CompletedTask);
        return parts.Outage.Wait(Id, wake => mailbox.Post(() => WakeAsync(waiting, wake)));
    }

    private async Task WakeAsync(Phase.Waiting waiting, Wake wake)
    {
        if (!ReferenceEquals(connection.Phase, waiting))
        {
            // A person was faster.
            return;
        }

        if (wake.At > Now)
        {
            OpenAfter(wake.At - Now, maySkip: true);
        }
        else
        {
            await OpenAsync(mayPair: false, inTurn: wake.InTurn);
        }
    }

    private async Task<string?> ReadCredentialsAsync(bool forgetUnreadable)
    {
        try
        {
            return await parts.Keys.ReadCredentialsAsync(Id, mailbox.Stopping);
        }
        catch (CredentialsUnreadableException) when (forgetUnreadable)
        {
            return null;
        }
    }

    private HeldLine Order(LineOrder order)
    {
        var line = parts.Sidecar.Open(order, (line, heard) => mailbox.Post(() => HearAsync(line, heard)));
        var held = new HeldLine(line, parts.Time, mailbox);
        held.GiveUpAfter(_options.EngineDeadline, ConnectionCause.EngineStopped);
        return held;
    }

    private Task HearAsync(ISidecarLine line, LineEvent heard)
    {
        var phase = connection.Phase;
        if (phase.Held?.Line != line)
        {
            return Task.CompletedTask;
        }

        if (phase is Phase.Online && heard is not LineClosed)
        {
            // Whatever is heard of an open line came from WhatsApp.
            words.Confirm();
        }

        return (phase, heard) switch
        {
            (_, LineClosed closed) => OnClosedAsync(closed),
            (Phase.Going going, _) => going.Removal.HearAsync(heard),
            (Phase.OnLine on, DeviceLinked linked) => OnLinkedAsync(on.Line, linked),
            (Phase.GivingWay or Phase.Leaving, _) => Task.CompletedTask,
            (Phase.OnLine on, LineConnecting) => OnConnectingAsync(on),
            (Phase.OnLine on, LineOpened opened) => OnOpenedAsync(on.Line, opened),
            (Phase.Pairing pairing, CodeShown or CodeMade or CodeAnswered or PasskeyAsked) => pairing.Codes.HearAsync(heard),
            (_, PasskeyAsked) => words.SayAsync(new StatusReason(ReasonCode.PasskeyWanted)),
            (Phase.OnLine on, _) => login.HearAsync(on, heard),
            _ => Task.CompletedTask,
        };
    }

    private Task OnConnectingAsync(Phase.OnLine on)
    {
        on.Line.GiveUpAfter(on.IsLogin ? _options.LoginDeadline : _options.CodeDeadline);
        return Task.CompletedTask;
    }

    private Task OnLinkedAsync(HeldLine held, DeviceLinked linked)
    {
        held.GiveUpAfter(_options.LoginDeadline);
        held.Mistyped.Cancel();
        _retries.Progress();
        connection.Become(new Phase.LoggingIn(held));
        words.HideCode();
        return words.SayLinkedAsync(linked.At);
    }

    private async Task OnOpenedAsync(HeldLine held, LineOpened opened)
    {
        held.Opened();
        _retries.Progress();
        if (PhoneNumber.FromDigits(opened.Number) is { } number)
        {
            await login.OpenedAsync(new Phase.Online(held, number), opened);
        }
        else
        {
            held.GiveUp(ConnectionCause.SessionError);
        }
    }

    private async Task OnClosedAsync(LineClosed closed)
    {
        switch (connection.Phase)
        {
            case Phase.Going going when connection.IsEnding:
                going.Removal.LetGo();
                break;
            case Phase.Going going:
                await going.Removal.HearAsync(closed);
                break;
            case Phase.Leaving leaving:
                connection.Become(leaving with { Before = new Phase.Resting() });
                break;
            case Phase.OnLine ended:
                await EndedAsync(closed, ended.State, ended);
                break;
        }

        if (connection.Phase.Held is null)
        {
            connection.Settle();
        }
    }

    /// <param name="ended">Null where the store failed before there was a line.</param>
    private async Task EndedAsync(LineClosed closed, LineState state, Phase.OnLine? ended)
    {
        if (ended?.Line.WasOpenFor(_options.Steady) == true)
        {
            _retries.Settle();
        }

        ended?.Line.StopTimers();
        connection.Become(new Phase.Resting());
        if (state.CodeShown)
        {
            words.HideCode();
        }

        if (connection.IsEnding)
        {
            return;
        }

        // Also what the engine handed over with its last breath.
        if (state.Linked)
        {
            mailbox.Post(() => login.News.ReceiveKeptAsync(mailbox.Stopping));
        }

        var verdict = CloseTable.Decide(closed, state, Now);
        WebSession.Log.Closed(parts.Logger, Id, closed.Code, closed.Text, verdict.Action);
        var codes = (ended as Phase.Pairing)?.Codes;
        await (ended is Phase.GivingWay given ? OpenAsync(mayPair: true, given.NextTypedOn)
            : codes?.RespelledAfter(verdict) is { } respelled ? OpenAsync(mayPair: true, respelled, isRespelled: true)
            : FollowAsync(_retries.After(codes?.Explain(verdict) ?? verdict, closed, state, Now), ended));
    }

    private async Task FollowAsync(Sequel sequel, Phase.OnLine? ended)
    {
        switch (sequel)
        {
            case Sequel.Again:
                var pairing = ended as Phase.Pairing;
                await OpenAsync(mayPair: pairing is not null, pairing?.Codes.TypedOn, pairing?.Codes.IsRespelled ?? false);
                if (ended is Phase.Online)
                {
                    await words.SayAsync(new StatusReason(ReasonCode.Reconnecting) { Cause = ConnectionCause.Closed });
                }

                break;
            case Sequel.Later { IsOutage: true } later:
                var turn = OpenAfterOutage(later.Delay);
                await words.SayAsync(later.Reason with { NextTryAt = turn ?? later.Reason.NextTryAt });
                break;
            case Sequel.Later later:
                OpenAfter(later.Delay, later.MaySkip);
                await words.SayAsync(later.Reason);
                break;
            case Sequel.Over over:
                await words.SayAsync(() => SayOverAsync(over));
                break;
        }
    }

    private async Task SayOverAsync(Sequel.Over over)
    {
        if (over.ForgetsDevice)
        {
            await parts.Keys.ForgetAsync(Id, mailbox.Stopping);
        }

        await words.SayAsync(over.Reason);
    }
}
