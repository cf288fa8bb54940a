using Channels.Domain;
using Channels.Domain.Sending;

namespace Channels.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>The engine that carries the lines to WhatsApp.</summary>
internal interface ISidecar
{
    /// <summary>
    /// Opens a line: one socket, which is never opened again. Of each line exactly one <see cref="LineClosed"/> is
    /// heard, as the last word of it, also where the engine cannot be started or dies.
    /// </summary>
    /// <param name="order">The channel and its credentials; without any the line is one for pairing.</param>
    /// <param name="hear">Called in order, from the thread of the engine: it must not wait.</param>
    ISidecarLine Open(LineOrder order, Action<ISidecarLine, LineEvent> hear);

    /// <summary>Opens WhatsApp's address through a proxy, as a line would.</summary>
    /// <returns>Null where it opened, otherwise how a line would have ended.</returns>
    Task<LineClosed?> ReachAsync(ProxyRoute proxy, CancellationToken cancellationToken);
}

internal interface ISidecarLine
{
    /// <summary>Completes when the line is closed, after the listener heard of it.</summary>
    Task Closed { get; }

    /// <summary>Asks for the end; returns at once.</summary>
    void Close();

    /// <summary>Unlinks the device and closes the line, after what came while it was away.</summary>
    /// <returns>Whether WhatsApp took note.</returns>
    Task<bool> LogOutAsync();

    /// <summary>Whether WhatsApp answers a ping in time.</summary>
    Task<bool> PingAsync();

    /// <exception cref="GatewayUnavailable">The line is closed, so that it did not leave.</exception>
    Task<SendOutcome> SendAsync(SendOrder order, CancellationToken cancellationToken);

    /// <summary>The address of the account's profile picture; null where there is none.</summary>
    Task<string?> FindPictureAsync();
}

/// <param name="Credentials">As Baileys wrote them; null to pair.</param>
/// <param name="TypedOn">The phone on which a code is to be typed; null for a pairing by QR code, or for a login.</param>
/// <param name="ConnectTimeout">How long the connection may take; null as the options have it.</param>
internal sealed record LineOrder(
    ChannelId Id, string? Credentials, PhoneNumber? TypedOn = null, TimeSpan? ConnectTimeout = null)
{
    /// <summary>The channel's own proxy; null where the line goes as the machine says.</summary>
    public ProxyRoute? Proxy { get; init; }

    /// <summary>Keeps the keys out of logs and exception texts.</summary>
    public override string ToString() => $"LineOrder {Id}";
}

/// <summary>What is heard of a line.</summary>
internal abstract record LineEvent;

/// <summary>The engine runs and has begun to open the line; from now on WhatsApp is waited for.</summary>
internal sealed record LineConnecting : LineEvent;

/// <summary>A code to be scanned, in the place of the one before.</summary>
internal sealed record CodeShown(string Text, TimeSpan Lifetime) : LineEvent
{
    public override string ToString() => "CodeShown";
}

/// <summary>A code to be typed on the phone of the number that the line was ordered for; it holds as long as the line.</summary>
internal sealed record CodeMade(string Text, TimeSpan Lifetime) : LineEvent
{
    public override string ToString() => "CodeMade";
}

/// <summary>The phone answered a code that was typed on it. Of a wrong one nothing more is heard.</summary>
internal sealed record CodeAnswered : LineEvent;

/// <summary>The phone took the code and agreed; the line closes and has to be opened again.</summary>
/// <param name="At">When, by WhatsApp's clock; null where it did not say.</param>
internal sealed record DeviceLinked(DateTimeOffset? At = null) : LineEvent;

/// <summary>WhatsApp wants a passkey from the phone, which ends this pairing.</summary>
internal sealed record PasskeyAsked : LineEvent;

/// <summary>Logged in. <paramref name="Number"/> is digits.</summary>
internal sealed record LineOpened(string Number, string? Name) : LineEvent
{
    /// <summary>What WhatsApp's clock says; null where it did not.</summary>
    public DateTimeOffset? Time { get; init; }

    public override string ToString() => "LineOpened";
}

/// <summary>Something came from WhatsApp, whatever it was; told at most every <see cref="WhatsAppWebOptions.SignInterval"/>.</summary>
internal sealed record LineAlive : LineEvent;

/// <summary>
/// The phone itself gave a sign: it wrote, read or took delivery of something, or spoke to its linked devices (the state
/// of the app, keys, history). Taken from messages and receipts only, which name their author: the account's own jid
/// without a device number is the phone, one with it another linked device. That WhatsApp answers, that a contact writes,
/// or that the account's settings were synchronized proves nothing of the phone.
/// </summary>
/// <param name="At">By WhatsApp's clock; what waited while we were away tells of then.</param>
internal sealed record PhoneHeard(DateTimeOffset At) : LineEvent;

internal sealed record NameLearnt(string Name) : LineEvent;

/// <summary>WhatsApp forbids new chats, or allows them again.</summary>
internal sealed record RestrictionHeard(bool Active, DateTimeOffset? Until) : LineEvent;

internal sealed record MessageHeard(IncomingMessage Message) : LineEvent;

/// <summary>Messages stand in the <see cref="Persistence.Inbox"/>.</summary>
internal sealed record MessagesHandedOver : LineEvent
{
    /// <summary>Since when, by <see cref="System.Diagnostics.Stopwatch.GetTimestamp"/>.</summary>
    public long At { get; } = System.Diagnostics.Stopwatch.GetTimestamp();
}

/// <summary>So many messages from before the link came along.</summary>
internal sealed record HistoryHeard(int Count) : LineEvent;

/// <summary>A message that was handed over was refused afterwards.</summary>
internal sealed record SendRefused(string Id, string Code) : LineEvent;

/// <summary>How far a message of ours came.</summary>
/// <param name="At">By WhatsApp's clock.</param>
internal sealed record ReceiptHeard(string Id, SendState State, DateTimeOffset At) : LineEvent;

/// <summary>The end of a line.</summary>
/// <param name="Code">WhatsApp's or Baileys' code; null where there is none.</param>
/// <param name="Text">What Baileys says about it; fit for a log.</param>
/// <param name="HttpStatus">The status of a plain HTTP answer in the place of an upgrade.</param>
/// <param name="Expires">In how long a temporary ban ends.</param>
/// <param name="CodeRefusal">WhatsApp's code where it made no pairing code; 0 where it gave none.</param>
/// <param name="ProxyTrouble">What kept the proxy on the way from leading to WhatsApp.</param>
/// <param name="EngineStopped">Not WhatsApp: our own engine is gone or did not start.</param>
internal sealed record LineClosed(
    int? Code = null,
    string? Text = null,
    int? HttpStatus = null,
    TimeSpan? Expires = null,
    int? CodeRefusal = null,
    ConnectionCause? ProxyTrouble = null,
    bool EngineStopped = false) : LineEvent;
