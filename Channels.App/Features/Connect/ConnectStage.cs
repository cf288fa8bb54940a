using Channels.Domain;
using Channels.Domain.Ports;

namespace Channels.App.Features.Connect;

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

    /// <summary>A code waits to be typed on the phone.</summary>
    ToType,

    /// <summary>Something was typed, and the phone is answered.</summary>
    Typed,

    /// <summary>What was typed led nowhere; the code still waits.</summary>
    Mistyped,

    /// <summary>Nobody scanned or typed in time.</summary>
    Expired,

    /// <summary>The phone took the code.</summary>
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
    // The word that there is a code and the code itself come by different ways, in any order.
    public static ConnectStage Of(StatusReason reason, PairingCode? code) => reason switch
    {
        { Status: ChannelStatus.Connected } => ConnectStage.Connected,
        { Code: ReasonCode.Opening } => ConnectStage.Opening,
        { Code: ReasonCode.CodeOnScreen } => code is { TypedOn: null } ? ConnectStage.Code : ConnectStage.NextCode,
        _ when ReasonTable.WaitsForTyping(reason.Code) && code?.TypedOn is null => ConnectStage.Opening,
        { Code: ReasonCode.CodeToType } => ConnectStage.ToType,
        { Code: ReasonCode.CodeTyped } => ConnectStage.Typed,
        { Code: ReasonCode.CodeMistyped } => ConnectStage.Mistyped,
        { Code: ReasonCode.CodeScanned } => ConnectStage.Scanned,
        { Code: ReasonCode.PasskeyWanted or ReasonCode.PasskeyRequired } => ConnectStage.Passkey,
        { Code: ReasonCode.Reconnecting or ReasonCode.SessionFailing } => ConnectStage.Reconnecting,
        { Code: ReasonCode.CodeExpired or ReasonCode.CodeNotTyped } => ConnectStage.Expired,
        { Code: ReasonCode.NeverConnected or ReasonCode.DisconnectedBy or ReasonCode.DisconnectedDeviceListed } => ConnectStage.Ready,
        _ => ConnectStage.Failed,
    };
}
