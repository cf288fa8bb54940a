using Channels.Domain;
using Channels.Domain.Ports;
using Channels.Domain.UseCases.Observe;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>What is said of the line of one channel. Keeps what the store failed to take, until it takes writes again or a person refreshes.</summary>
internal sealed class LineWords(ChannelId id, GatewayVoice voice, CancellationToken stopping)
{
    private Func<Task>? _unsaid;

    /// <summary>
    /// Set while a device is logged in only to be unlinked, because its number was refused: the domain has written why,
    /// and nothing is said of that line.
    /// </summary>
    public bool Silent { get; set; }

    public Task SayAsync(StatusReason reason) => SayAsync(new ObserveLine(id, reason));

    /// <param name="at">When it was, by WhatsApp's clock.</param>
    public Task SayLinkedAsync(DateTimeOffset? at) =>
        SayAsync(new ObserveLine(id, new StatusReason(ReasonCode.CodeScanned), NewLink: true) { LinkedAt = at });

    /// <param name="say">Done again where it fails.</param>
    public async Task SayAsync(Func<Task> say)
    {
        _unsaid = say;
        await say();
        _unsaid = null;
    }

    public Task SayUnsaidAsync() => _unsaid is { } unsaid ? SayAsync(unsaid) : Task.CompletedTask;

    public void DropUnsaid() => _unsaid = null;

    /// <returns>Whether the channel may have this number.</returns>
    public Task<bool> SayLoginAsync(PhoneNumber number, TimeSpan? clockAhead) =>
        voice.SayAsync(new ObserveLogin(id, number) { ClockAhead = clockAhead }, stopping);

    public void Confirm() => voice.Confirm(id);

    public void ShowCode(PairingCode code) => voice.ShowCode(id, code);

    public void HideCode() => voice.HideCode(id);

    private Task SayAsync(ObserveLine word) => Silent ? Task.CompletedTask : SayAsync(() => voice.SayAsync(word, stopping));
}
