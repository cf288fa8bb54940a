using Channels.Domain.Sending;

namespace Channels.Domain.Ports;

/// <summary>
/// One way to WhatsApp. Expected outcomes are values; trouble on the way is <see cref="GatewayUnavailable"/>.
/// What happens later is told by the requests of the gateways: ObserveLine, ObserveLogin, ObserveProfile, ReceiveMessage, ObserveReceipt.
/// </summary>
public interface IChannelGateway
{
    ConnectionMethod Method { get; }

    /// <summary>Why this gateway cannot work here, or null where it can.</summary>
    GatewayObstacle? Obstacle { get; }

    /// <summary>How often a connected line is confirmed at the least; after twice that its silence is worth saying.</summary>
    TimeSpan ConfirmsEvery { get; }

    /// <summary>
    /// Starts a connection: a login where credentials are kept, otherwise a pairing. Returns once it is under way.
    /// Called again while one is under way it starts no second one; a waiting retry is made at once.
    /// </summary>
    Task ConnectAsync(ChannelId id, CancellationToken cancellationToken);

    /// <summary>
    /// Starts a pairing in the place of the one under way, whose code is worth nothing from then on: by a code that is
    /// typed on the phone of <paramref name="number"/>, or by QR code where that is null. Returns once it is under way.
    /// Where credentials are kept it is a login; a login under way and a code that the phone took are left alone.
    /// </summary>
    Task PairAsync(ChannelId id, PhoneNumber? number, CancellationToken cancellationToken);

    /// <summary>
    /// Asks WhatsApp now whether the channel is connected, skipping the wait of a retry; never starts a pairing.
    /// Its finding has been observed, and noted in <see cref="IConfirmations"/>, when it returns.
    /// </summary>
    /// <returns>When WhatsApp confirmed the connection; null where it is not connected.</returns>
    Task<DateTimeOffset?> ConfirmAsync(ChannelId id, CancellationToken cancellationToken);

    /// <summary>Hands a message to WhatsApp, once. What happens to it afterwards is told by ObserveReceipt.</summary>
    /// <exception cref="GatewayUnavailable">The line is not open: it did not leave.</exception>
    Task<SendOutcome> SendAsync(ChannelId id, SendOrder order, CancellationToken cancellationToken);

    /// <summary>
    /// Ends the connection, unlinks the device and forgets its credentials; a pairing under way is dropped.
    /// When it returns, nothing more is observed of the old connection. Where WhatsApp could not be told, a gateway may keep
    /// them to tell it later and for nothing else; then it observes that it did.
    /// </summary>
    /// <returns>False where WhatsApp could not be told, so that the phone still lists the device.</returns>
    Task<bool> DisconnectAsync(ChannelId id, CancellationToken cancellationToken);

    /// <summary>
    /// Ends the connection of a channel that is being removed or gone: unlinks the device and forgets its credentials;
    /// a pairing under way is dropped. A device that is gone already is done. Messages that still come in on the way are
    /// told as ever; of the line itself nothing more is observed. May be called again at any time.
    /// </summary>
    /// <exception cref="GatewayUnavailable">WhatsApp could not be told; the credentials are kept for the next call.</exception>
    Task RemoveAsync(ChannelId id, CancellationToken cancellationToken);

    /// <summary>Forgets the credentials of a channel that is gone, although WhatsApp could not be told.</summary>
    Task ForgetAsync(ChannelId id, CancellationToken cancellationToken);
}

/// <summary>Why a gateway cannot work on this machine. Words under <c>Obstacle_</c> and the name.</summary>
public enum GatewayObstacle
{
    /// <summary>No Node.js was found that can confine the engine.</summary>
    NoNode,

    /// <summary>The packages of the WhatsApp Web engine are not installed.</summary>
    PackagesNotInstalled,

    /// <summary>Installing the packages of the WhatsApp Web engine failed.</summary>
    InstallationFailed,

    /// <summary>Meta's official API is not configured.</summary>
    MetaNotConfigured,

    /// <summary>The simulator does not exist in production.</summary>
    OnlyInDevelopment,
}
