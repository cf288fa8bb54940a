using Channels.Domain;
using Channels.Domain.UseCases.Observe;
using Channels.Infrastructure.Persistence;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>
/// The connection of one channel: at most one line at a time, its deadlines, its retries. All of it happens in one
/// mailbox. Timers are set before anything is said, so that a failing store stops no retry.
/// </summary>
internal sealed partial class WebSession : IAsyncDisposable
{
    private const int FailingAfter = 5;

    private readonly ChannelId _id;
    private readonly WebSessionParts _parts;
    private readonly WhatsAppWebOptions _options;
    private readonly Mailbox _mailbox;
    private readonly Alarm _retry;
    private readonly Alarm _deadline;
    private readonly Alarm _ping;
    private readonly Alarm _restriction;
    private readonly BackOff _backOff;
    private readonly AccountNews _news;

    private ISidecarLine? _line;
    private LineState _state = new(Linked: false, CodeShown: false, PasskeyAsked: false, EndedBy: null);
    private PhoneNumber? _number;
    private DateTimeOffset? _openedAt;
    private DateTimeOffset? _restrictedUntil;
    private Task<bool>? _leaving;
    private bool _told;
    private bool _banned;
    private bool _expelling;
    private volatile bool _touched;
    private volatile bool _ending;
    private Func<Task>? _unsaid;
    private bool _reopened;
    private int _sessionErrors;
    private TaskCompletionSource _settled = NewSignal();

    public WebSession(ChannelId id, WebSessionParts parts)
    {
        _id = id;
        _parts = parts;
        _options = parts.Options.Value;
        _mailbox = new Mailbox(problem => Log.Failed(parts.Logger, id, problem));
        _retry = new Alarm(parts.Time, _mailbox);
        _deadline = new Alarm(parts.Time, _mailbox);
        _typed = new Alarm(parts.Time, _mailbox);
        _ping = new Alarm(parts.Time, _mailbox);
        _restriction = new Alarm(parts.Time, _mailbox);
        _backOff = new BackOff(_options.FirstRetry, _options.LastRetry);
        _news = new AccountNews(id, parts);
    }

    private DateTimeOffset Now => _parts.Time.GetUtcNow();

    private ISidecarLine? OpenLine => _number is null || _goes ? null : _line;

    /// <summary>Whether anything was asked of it since the app started.</summary>
    public bool IsTouched => _touched;

    /// <summary>Logs in with the kept credentials, or pairs where there are none; joins what is under way.</summary>
    /// <exception cref="GatewayUnavailable">The channel goes.</exception>
    public Task ConnectAsync() => AfterLeavingAsync(TryConnectAsync);

    /// <summary>
    /// Says <paramref name="saying"/> and logs in again after the app was away, at <paramref name="at"/> or now; never
    /// pairs. Does nothing where a person was faster.
    /// </summary>
    public Task ResumeAsync(DateTimeOffset? at = null, StatusReason? saying = null) => UnlessTouchedAsync(async () =>
    {
        if (saying is not null)
        {
            await SayAsync(saying);
        }

        _touched = true;
        if (at > Now)
        {
            RetryAt(at.Value);
        }
        else
        {
            await OpenAsync(mayPair: false);
        }
    });

    /// <summary>Says how the channel stands while nothing is done with it, unless a person was faster.</summary>
    public Task SayIdleAsync(StatusReason reason) => UnlessTouchedAsync(() => SayAsync(reason));

    /// <summary>Logs in only to unlink the device, whose number was refused; nothing is said about it.</summary>
    public Task ExpelAsync() => UnlessTouchedAsync(() =>
    {
        (_touched, _expelling) = (true, true);
        return OpenAsync(mayPair: false);
    });

    /// <inheritdoc cref="Domain.Ports.IChannelGateway.SendAsync"/>
    public async Task<SendAnswer> SendAsync(PhoneNumber to, string text, CancellationToken cancellationToken)
    {
        var line = await _mailbox.AskAsync(() => Task.FromResult(OpenLine))
            ?? throw new GatewayUnavailable(ConnectionCause.Closed);
        return await line.SendAsync(to, text, cancellationToken);
    }

    /// <summary>A device that is being unlinked is waited for; there is never a second line beside it.</summary>
    private async Task AfterLeavingAsync(Func<Task<Task?>> start)
    {
        while (await _mailbox.AskAsync(start) is { } leaving)
        {
            await Task.WhenAny(leaving).WaitAsync(_mailbox.Stopping);
        }
    }

    private Task<bool> UnlessTouchedAsync(Func<Task> work) => _mailbox.AskAsync(async () =>
    {
        if (!_touched)
        {
            await work();
        }

        return _touched;
    });

    private Task<Task?> TryConnectAsync() => TryStartAsync(typedOn: null, anew: false);

    /// <param name="typedOn">For a pairing by a code that is typed on this phone.</param>
    /// <param name="anew">A pairing under way gives way to this one.</param>
    private async Task<Task?> TryStartAsync(PhoneNumber? typedOn, bool anew)
    {
        if (_goes)
        {
            throw new GatewayUnavailable(ConnectionCause.Closed);
        }

        (_touched, _expelling) = (true, false);
        if (_leaving is not null)
        {
            return _leaving;
        }

        if (OpenLine is not null)
        {
            await LogInAsync();
        }
        else if (_line is null)
        {
            _backOff.Reset();
            (_sessionErrors, _reopened, _typedOn) = (0, false, typedOn);
            await OpenAsync(mayPair: true);
        }
        else if (anew && !_state.Linked)
        {
            GiveWay(_line, typedOn);
        }

        return null;
    }

    private async Task OpenAsync(bool mayPair)
    {
        if (_ending)
        {
            return;
        }

        _retry.Cancel();
        (_banned, _givesWay, _unsaid) = (false, false, null);
        _state = new LineState(Linked: !mayPair, CodeShown: false, PasskeyAsked: false, EndedBy: null);
        try
        {
            var credentials = await ReadCredentialsAsync(forgetUnreadable: mayPair);
            if (credentials is null && !mayPair)
            {
                await SayAsync(new StatusReason(ReasonCode.CredentialsUnreadable));
                return;
            }

            if (credentials is null)
            {
                // The next account is another one.
                _restrictedUntil = null;
                await _parts.Keys.ForgetAsync(_id, _mailbox.Stopping);
            }

            _state = _state with { Linked = credentials is not null };
            SetDeadline(_options.EngineDeadline, ConnectionCause.EngineStopped);
            _line = _parts.Sidecar.Open(new LineOrder(_id, credentials, credentials is null ? _typedOn : null), Hear);
        }
        catch (CredentialsUnreadableException)
        {
            await SayAsync(new StatusReason(ReasonCode.CredentialsUnreadable));
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            Log.Failed(_parts.Logger, _id, problem);
            await EndedAsync(new LineClosed(Text: "store"));
        }
    }

    private async Task<string?> ReadCredentialsAsync(bool forgetUnreadable)
    {
        try
        {
            return await _parts.Keys.ReadCredentialsAsync(_id, _mailbox.Stopping);
        }
        catch (CredentialsUnreadableException) when (forgetUnreadable)
        {
            return null;
        }
    }

    private Task GiveUpAsync(ISidecarLine line, ConnectionCause cause)
    {
        if (line == _line)
        {
            _state = _state with { EndedBy = cause };
            line.Close();
        }

        return Task.CompletedTask;
    }

    private void SetDeadline(TimeSpan delay, ConnectionCause cause = ConnectionCause.NoAnswer) =>
        _deadline.Set(delay, () => _line is null ? Task.CompletedTask : GiveUpAsync(_line, cause));

    private void StopTimers()
    {
        _deadline.Cancel();
        _typed.Cancel();
        _ping.Cancel();
        _restriction.Cancel();
    }

    private Task SayAsync(StatusReason reason, bool newLink = false) => _expelling
        ? Task.CompletedTask
        : SaidAsync(() => _parts.Voice.SayAsync(new ObserveLine(_id, reason, newLink), _mailbox.Stopping));

    /// <summary>Keeps what the store failed to take, for the next person who refreshes.</summary>
    private async Task SaidAsync(Func<Task> say)
    {
        _unsaid = say;
        await say();
        _unsaid = null;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
