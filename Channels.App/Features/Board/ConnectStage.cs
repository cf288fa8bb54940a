using Channels.Domain;

namespace Channels.App.Features.Board;

/// <summary>What the connect dialog shows.</summary>
public enum ConnectStage
{
    /// <summary>Nothing is under way.</summary>
    Ready,

    /// <summary>A line to WhatsApp is being opened.</summary>
    Opening,

    /// <summary>A code waits to be scanned.</summary>
    Code,

    /// <summary>The code is worn out and the next one is on its way.</summary>
    NextCode,

    /// <summary>Nobody scanned in time.</summary>
    Expired,

    /// <summary>The phone read the code.</summary>
    Scanned,

    /// <summary>WhatsApp wants a passkey.</summary>
    Passkey,

    /// <summary>Kept credentials are logging in.</summary>
    Reconnecting,

    /// <summary>Something stopped it.</summary>
    Failed,

    Connected,
}

public static class ConnectStages
{
    public static ConnectStage Of(StatusReason reason, bool hasCode) => reason switch
    {
        { Status: ChannelStatus.Connected } => ConnectStage.Connected,
        { Code: ReasonCode.Opening } => ConnectStage.Opening,
        { Code: ReasonCode.CodeOnScreen } => hasCode ? ConnectStage.Code : ConnectStage.NextCode,
        { Code: ReasonCode.CodeScanned } => ConnectStage.Scanned,
        { Code: ReasonCode.PasskeyWanted or ReasonCode.PasskeyRequired } => ConnectStage.Passkey,
        { Code: ReasonCode.Reconnecting or ReasonCode.SessionFailing } => ConnectStage.Reconnecting,
        { Code: ReasonCode.CodeExpired } => ConnectStage.Expired,
        { Code: ReasonCode.NeverConnected or ReasonCode.DisconnectedBy or ReasonCode.DisconnectedDeviceListed } => ConnectStage.Ready,
        _ => ConnectStage.Failed,
    };
}
