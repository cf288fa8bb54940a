using Channels.Domain;
using Channels.Domain.Sending;
using Microsoft.Extensions.Logging;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>
/// What can be asked of the connection of one channel. All of it is done in one mailbox; what takes longer is waited for
/// outside of it.
/// </summary>
internal sealed partial class WebSession : IAsyncDisposable
{
    private static readonly TimeSpan CloseDeadline = TimeSpan.FromSeconds(5);

    private readonly WebSessionParts _parts;
    private readonly Mailbox _mailbox;
    private readonly LineWords _words;
    private readonly Connection _connection;
    private readonly Login _login;
    private readonly Lines _lines;

    public WebSession(ChannelId id, WebSessionParts parts)
    {
        _parts = parts;
        _mailbox = new Mailbox(problem => Log.Failed(parts.Logger, id, problem));
        _words = new LineWords(id, parts.Voice, _mailbox.Stopping);
        _connection = new Connection(id, parts, _mailbox, _words);
        _login = new Login(parts, _mailbox, _words, _connection);
        _lines = new Lines(parts, _mailbox, _words, _connection, _login);
    }

    /// <summary>Whether anything was asked of it since the app started.</summary>
    public bool IsTouched => _connection.Phase is not Phase.Untouched;

    /// <summary>Logs in with the kept credentials, or pairs where there are none; joins what is under way.</summary>
    /// <exception cref="GatewayUnavailable">The channel is being removed.</exception>
    public Task ConnectAsync() => StartAsync(typedOn: null, anew: false);

    /// <inheritdoc cref="Domain.Ports.IChannelGateway.PairAsync"/>
    public Task PairAsync(PhoneNumber? number) => StartAsync(number, anew: true);

    /// <summary>
    /// Says <paramref name="saying"/> and logs in again after the app was away, at <paramref name="at"/> or now; never
    /// pairs. Does nothing where a person was faster.
    /// </summary>
    public Task ResumeAsync(DateTimeOffset? at = null, StatusReason? saying = null) => UnlessTouchedAsync(async () =>
    {
        if (saying is not null)
        {
            await _words.SayAsync(saying);
        }

        var wait = at - _parts.Time.GetUtcNow();
        if (wait > TimeSpan.Zero)
        {
            // It is a ban's.
            _lines.OpenAfter(wait.Value, maySkip: false);
        }
        else
        {
            await _lines.OpenAsync(mayPair: false);
        }
    });

    /// <summary>
    /// What is open or opening goes another way from now on: its line ends, and the next one reads which way that is. A
    /// device that is being unlinked goes on as it began.
    /// </summary>
    public Task RerouteAsync() => _mailbox.AskAsync(async () =>
    {
        switch (_connection.Phase)
        {
            case Phase.GivingWay or Phase.Leaving or Phase.Going:
                break;
            case Phase.Pairing pairing:
                _connection.GiveWay(pairing, pairing.Codes.TypedOn, () => _lines.StuckAsync(pairing.Line));
                break;
            case Phase.OnLine linked:
                linked.Line.GiveUp(ConnectionCause.ProxyChanged);
                break;
            case Phase.Waiting { MaySkip: true }:
                await _lines.OpenAsync(mayPair: false);
                break;
        }

        return true;
    });

    /// <summary>Says how the channel stands while nothing is done with it, unless a person was faster.</summary>
    public Task SayIdleAsync(StatusReason reason) => UnlessTouchedAsync(() => _words.SayAsync(reason));

    /// <summary>The store takes writes again: says what it did not take, and hands over the messages it did not keep.</summary>
    public void SayAgain()
    {
        _mailbox.Post(_words.SayUnsaidAsync);
        _mailbox.Post(_login.TellUntoldAsync);
    }

    /// <summary>Logs in only to unlink the device, whose number was refused; nothing is said about it.</summary>
    public Task ExpelAsync() => UnlessTouchedAsync(() =>
    {
        _words.Silent = true;
        return _lines.OpenAsync(mayPair: false);
    });

    /// <inheritdoc cref="Domain.Ports.IChannelGateway.SendAsync"/>
    public async Task<SendOutcome> SendAsync(SendOrder order, CancellationToken cancellationToken)
    {
        var held = await _mailbox.AskAsync(() => Task.FromResult(_connection.Open))
            ?? throw new GatewayUnavailable(ConnectionCause.Closed);
        return await held.Line.SendAsync(order, cancellationToken);
    }

    /// <inheritdoc cref="Domain.Ports.IChannelGateway.ConfirmAsync"/>
    public async Task<DateTimeOffset?> ConfirmAsync(CancellationToken cancellationToken)
    {
        var (open, settled) = await _mailbox.AskAsync(LookAsync);
        if (open is not null)
        {
            var alive = await open.AnswersAsync();
            var answeredAt = _parts.Time.GetUtcNow();
            _mailbox.Post(() => _login.OnPingAsync(open, alive));
            if (alive)
            {
                return await IsOnlineAsync() ? answeredAt : null;
            }
        }

        try
        {
            await settled.WaitAsync(_parts.Options.Value.ConfirmDeadline, _parts.Time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Still on its way; the card says so.
        }

        return await IsOnlineAsync() ? _parts.Time.GetUtcNow() : null;
    }

    /// <inheritdoc cref="Domain.Ports.IChannelGateway.DisconnectAsync"/>
    public async Task<bool> DisconnectAsync()
    {
        // Asked for inside the mailbox, waited for outside: leaving ends with a word of the line.
        var leaving = await _mailbox.AskAsync(() => Task.FromResult(_connection.Leave()));
        return await leaving;
    }

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
                var (leaving, unlinked) = await _mailbox.AskAsync(() => _connection.RemoveAsync(_lines.BeginRemoval));
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

    /// <summary>
    /// The line goes first, and then what it brought is dealt with: WhatsApp counts it as delivered. Nothing is said of
    /// the end itself.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        _connection.End();
        try
        {
            // Real time: whoever stops the app waits for it.
            await CloseAsync().WaitAsync(CloseDeadline);
        }
        catch (Exception problem) when (problem is TimeoutException or GatewayUnavailable)
        {
            // The engine's own end closes it; or it was closed before.
        }

        _mailbox.Post(_login.News.TellUnusedAsync);
        await _mailbox.DisposeAsync();
        _connection.Dispose();
    }

    private async Task CloseAsync() =>
        await Task.WhenAny(await _mailbox.AskAsync(() => Task.FromResult(_connection.Close())));

    /// <summary>A device that is being unlinked is waited for; there is never a second line beside it.</summary>
    private async Task StartAsync(PhoneNumber? typedOn, bool anew)
    {
        while (await _mailbox.AskAsync(() => TryStartAsync(typedOn, anew)) is { } leaving)
        {
            await Task.WhenAny(leaving).WaitAsync(_mailbox.Stopping);
        }
    }

    /// <param name="typedOn">For a pairing by a code that is typed on this phone.</param>
    /// <param name="anew">A pairing under way gives way to this one.</param>
    /// <returns>What has to end first; null where it was done.</returns>
    private async Task<Task?> TryStartAsync(PhoneNumber? typedOn, bool anew)
    {
        if (_connection.Phase is Phase.Going)
        {
            throw new GatewayUnavailable(ConnectionCause.Closed);
        }

        _words.Silent = false;
        switch (_connection.Phase)
        {
            case Phase.Leaving leaving:
                return leaving.Done;
            case Phase.Online online:
                await _login.TellAsync(online);
                break;
            case Phase.Pairing pairing when anew:
                _connection.GiveWay(pairing, typedOn, () => _lines.StuckAsync(pairing.Line));
                break;
            case { Held: null }:
                await _lines.StartAsync(typedOn);
                break;
        }

        return null;
    }

    private Task<bool> UnlessTouchedAsync(Func<Task> work) => _mailbox.AskAsync(async () =>
    {
        if (!IsTouched)
        {
            await work();
        }

        return IsTouched;
    });

    private Task<bool> IsOnlineAsync() => _mailbox.AskAsync(() => Task.FromResult(_connection.Phase is Phase.Online));

    /// <summary>What a person who refreshes has to wait for: an answer of the open line, or the end of what is under way.</summary>
    private async Task<(HeldLine? Open, Task Settled)> LookAsync()
    {
        if (_connection.Phase is Phase.Waiting { MaySkip: true })
        {
            await _lines.OpenAsync(mayPair: false);
        }
        else if (_connection.Phase is { Held: null } and not Phase.Leaving)
        {
            await _words.SayUnsaidAsync();
        }

        return (_connection.Open, _connection.Phase.IsLogin ? _connection.Settled : Task.CompletedTask);
    }

    internal static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "WhatsApp Web {Channel}: line closed, code {Code}, \"{Text}\": {Action}")]
        public static partial void Closed(ILogger logger, ChannelId channel, int? code, string? text, CloseAction action);

        [LoggerMessage(LogLevel.Warning, "WhatsApp Web {Channel}: number {Number} refused, the device is logged out")]
        public static partial void NumberRefused(ILogger logger, ChannelId channel, string number);

        [LoggerMessage(LogLevel.Error, "WhatsApp Web {Channel}: something failed")]
        public static partial void Failed(ILogger logger, ChannelId channel, Exception problem);
    }
}
