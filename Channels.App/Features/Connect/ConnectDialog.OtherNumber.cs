using Channels.Domain;
using Channels.Domain.UseCases.Connect;
using MediatR;

namespace Channels.App.Features.Connect;

/// <summary>What is asked for, and whether the phone may have another number than the channel had.</summary>
public sealed partial class ConnectDialog
{
    private bool _otherNumber;

    // The server's word holds while a pairing is under way, whoever began it; after it, what was chosen in this dialog.
    private bool AnyNumber =>
        Now!.OtherNumberAllowed || (_otherNumber && !ReasonTable.IsPairing(Now.Reason.Code));

    // No device is on its way yet, so that another pairing simply takes its place.
    private bool GivesWay => Now!.Reason.Code is ReasonCode.CodeOnScreen or ReasonCode.PasskeyWanted
        || ReasonTable.WaitsForTyping(Now.Reason.Code);

    // A login under way brings the old number back, and so do credentials that may be kept.
    private bool KeepsOldNumber => !GivesWay
        && Now is { Status: ChannelStatus.Connecting } or { Status: ChannelStatus.Disconnected, Number: not null };

    private Task StartAsync() => RunAsync(() => StartAsync(AnyNumber, anew: ReasonTable.WaitsForTyping(Now!.Reason.Code), letsGo: false));

    private Task StartWithOtherNumberAsync() => RunAsync(() =>
    {
        _otherNumber = true;
        return StartAsync(allowOtherNumber: true, GivesWay, KeepsOldNumber);
    });

    // A pairing by QR code is joined, whoever began it, unless it is for another number; one by a code to be typed gives way.
    private async Task StartAsync(bool allowOtherNumber, bool anew, bool letsGo)
    {
        _codeAsked = false;
        IRequest<ChannelSnapshot> start = anew || letsGo
            ? new StartPairing(Id, Number: null, allowOtherNumber, letsGo)
            : new ConnectChannel(Id, allowOtherNumber);
        _watch.Take(await Dispatcher.SendAsync(start));
    }

    private Task AskForCodeAsync(PhoneNumber? number) => RunAsync(() => AskForCodeAsync(number!, AnyNumber, letsGo: false));

    // Offered where the number was refused for being another one only, so that it breaks no other rule.
    private Task AskForOtherCodeAsync(PhoneNumber? number) => RunAsync(() =>
    {
        _otherNumber = true;
        return AskForCodeAsync(number!, allowOtherNumber: true, KeepsOldNumber);
    });

    private async Task AskForCodeAsync(PhoneNumber number, bool allowOtherNumber, bool letsGo)
    {
        _watch.Take(await Dispatcher.SendAsync(new StartPairing(Id, number.E164, allowOtherNumber, letsGo)));
        _codeAsked = true;
    }
}
