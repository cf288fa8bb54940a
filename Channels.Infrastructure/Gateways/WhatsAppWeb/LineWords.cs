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

    public Task SayAsync(StatusReason reason, bool newLink = false) => Silent
        ? Task.CompletedTask
        : SayAsync(() => voice.SayAsync(new ObserveLine(id, reason, newLink), stopping));

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
    public Task<bool> SayLoginAsync(PhoneNumber number) => voice.SayAsync(new ObserveLogin(id, number), stopping);

    public void Confirm() => voice.Confirm(id);

    public void ShowCode(PairingCode code) => voice.ShowCode(id, code);

    public void HideCode() => voice.HideCode(id);
}
