using Channels.Domain;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>How a session lets go of its line: for good, or because the app stops.</summary>
internal sealed partial class WebSession
{
    private static readonly TimeSpan CloseDeadline = TimeSpan.FromSeconds(5);

    /// <inheritdoc cref="Domain.Ports.IChannelGateway.DisconnectAsync"/>
    public async Task<bool> DisconnectAsync()
    {
        // Asked for inside the mailbox, waited for outside: leaving ends with a word of the line. Where the channel
        // goes, whoever removes it unlinks the device.
        var leaving = await _mailbox.AskAsync(() => Task.FromResult(_goes ? Task.FromResult(false) : Leave()));
        return await leaving;
    }

    /// <summary>
    /// The line goes first, and then what it brought is dealt with: WhatsApp counts it as delivered. Nothing is said of
    /// the end itself.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        _ending = true;
        try
        {
            // Real time: whoever stops the app waits for it.
            await CloseAsync().WaitAsync(CloseDeadline);
        }
        catch (Exception problem) when (problem is TimeoutException or GatewayUnavailable)
        {
            // The engine's own end closes it; or it was closed before.
        }

        await _mailbox.DisposeAsync();
        foreach (var alarm in (Alarm[])[_retry, _deadline, _typed, _ping, _restriction])
        {
            alarm.Dispose();
        }
    }

    private async Task CloseAsync()
    {
        var closed = await _mailbox.AskAsync(() =>
        {
            _retry.Cancel();
            StopTimers();
            if (_leaving is null)
            {
                _line?.Close();
            }

            return Task.FromResult(_leaving ?? _line?.Closed ?? Task.CompletedTask);
        });
        await Task.WhenAny(closed);
    }

    /// <summary>From now on nothing of the line is observed any more; it is unlinked where that is possible, and forgotten.</summary>
    private Task<bool> Leave()
    {
        _touched = true;
        (_banned, _givesWay, _unsaid) = (false, false, null);
        _retry.Cancel();
        StopTimers();
        _parts.Voice.HideCode(_id);
        return _leaving ??= LeaveAsync(_line, open: OpenLine is not null);
    }

    private async Task<bool> LeaveAsync(ISidecarLine? line, bool open)
    {
        try
        {
            var linked = await _parts.Keys.HasCredentialsAsync(_id, _mailbox.Stopping);
            var told = open && await line!.LogOutAsync();
            if (line is not null)
            {
                line.Close();
                await line.Closed.WaitAsync(_mailbox.Stopping);
            }

            await _parts.Keys.ForgetAsync(_id, _mailbox.Stopping);
            return told || !linked;
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            Log.Failed(_parts.Logger, _id, problem);
            throw;
        }
        finally
        {
            _mailbox.Post(() =>
            {
                (_leaving, _expelling) = (null, false);
                return Task.CompletedTask;
            });
        }
    }
}
