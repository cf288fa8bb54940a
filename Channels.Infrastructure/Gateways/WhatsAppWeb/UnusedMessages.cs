using Channels.Domain;
using Channels.Domain.Messages;
using Channels.Domain.UseCases.Messages;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>Counts what one channel was brought and did not use, and writes it down from time to time. Used inside the mailbox only.</summary>
internal sealed class UnusedMessages(ChannelId id, WebSessionParts parts, Mailbox mailbox)
{
    private Dictionary<MessageKind, int> _counts = [];

    private Alarm Due { get; } = new(parts.Time, mailbox);

    public void Add(MessageKind kind, int count)
    {
        if (_counts.Count == 0)
        {
            SayLater();
        }

        _counts[kind] = _counts.GetValueOrDefault(kind) + count;
    }

    /// <summary>Writes down what was counted; a store that fails gets it once more later.</summary>
    public async Task SayAsync()
    {
        Due.Cancel();
        if (_counts.Count == 0)
        {
            return;
        }

        try
        {
            await parts.Voice.SayAsync(new CountUnused(id, _counts), mailbox.Stopping);
            _counts = [];
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            SayLater();
            throw;
        }
    }

    private void SayLater() => Due.Set(parts.Options.Value.CountInterval, SayAsync);
}
