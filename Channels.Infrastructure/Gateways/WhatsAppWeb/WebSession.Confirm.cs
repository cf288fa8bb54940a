using Channels.Domain;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>How a session finds out whether it is connected, for a person who wants to know now.</summary>
internal sealed partial class WebSession
{
    /// <inheritdoc cref="Domain.Ports.IChannelGateway.ConfirmAsync"/>
    public async Task<DateTimeOffset?> ConfirmAsync(CancellationToken cancellationToken)
    {
        var (line, settled) = await _mailbox.AskAsync(LookAsync);
        if (line is not null)
        {
            if (await AnswersAsync(line))
            {
                var confirmedAt = Now;
                _mailbox.Post(() => OnAliveAsync(line));
                return await IsOpenAsync() ? confirmedAt : null;
            }

            _mailbox.Post(() => GiveUpAsync(line, ConnectionCause.Lost));
        }

        try
        {
            await settled.WaitAsync(_options.ConfirmDeadline, _parts.Time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Still on its way; the card says so.
        }

        return await IsOpenAsync() ? Now : null;
    }

    private Task<bool> IsOpenAsync() => _mailbox.AskAsync(() => Task.FromResult(OpenLine is not null && _leaving is null));

    /// <summary>What a person who refreshes has to wait for: an answer of the open line, or the end of what is under way.</summary>
    private async Task<(ISidecarLine? Open, Task Settled)> LookAsync()
    {
        // The wait of a ban is WhatsApp's, not ours to skip.
        if (_retry.IsSet && !_banned)
        {
            await OpenAsync(mayPair: false);
        }
        else if (_line is null && _leaving is null && _unsaid is { } unsaid)
        {
            await SaidAsync(unsaid);
        }

        // What is under way is a login; a pairing is not waited for.
        var underWay = _line is not null && _state.Linked;
        return (OpenLine, underWay ? _settled.Task : Task.CompletedTask);
    }

    /// <summary>Pings twice: one lost answer is not yet a lost line.</summary>
    private static async Task<bool> AnswersAsync(ISidecarLine line) => await line.PingAsync() || await line.PingAsync();

    private void Settle()
    {
        _settled.TrySetResult();
        _settled = NewSignal();
    }
}
